// Everything that one municipality needs on Azure, in one resource group. How to deploy it: ../azure.md.
targetScope = 'resourceGroup'

@description('What every name begins with: 3 to 18 lower-case letters and digits.')
@minLength(3)
@maxLength(18)
param name string = 'optagelsesguiden'

@description('The Azure region of everything but the bot registration.')
param location string = resourceGroup().location

@description('Where Azure Bot Service keeps its own data: westeurope keeps it in the EU.')
@allowed(['westeurope', 'global'])
param botLocation string = 'westeurope'

@description('The price of the bot registration. Messages of the Teams channel are free in both.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

@description('The image to run, as <registry>/<repository>:<tag>. Empty: everything is made but the app, for the registry must be there before an image can be built in it.')
param image string = ''

@description('A host name of the municipality\'s own under which people reach the bot. Empty: the one that Container Apps gives.')
param domain string = ''

@description('The certificate of that host name in the environment, by its resource id. Empty: there is none yet. Then the app gets the host name, without which no certificate can be made, and people still reach the bot under the other one.')
param domainCertificateId string = ''

@description('The object id of the Entra group whose members are HR/Jura. Empty: nobody is.')
param hrGroup string = ''

@description('A guideline pack that comes with the program, by its name. Empty: the default of docs/settings.md.')
param guideline string = ''

@description('Days for which requests and cases are kept.')
@minValue(1)
param retentionDays int = 730

@description('Replicas that always run. Teams gives up after some fifteen seconds, so none is not enough.')
@minValue(1)
@maxValue(10)
param minReplicas int = 1

@description('Replicas at most. One takes what a municipality needs; more keep an upgrade and a fault from being noticed. More than two need a larger database than the smallest: ../../docs/scaling.md reckons their connections.')
@minValue(1)
@maxValue(10)
param maxReplicas int = 2

@description('The database server, by its name. Empty: the one that is made here the first time. After a restore: the restored one.')
param databaseServer string = ''

@description('The size of the PostgreSQL server.')
param databaseSku string = 'Standard_B1ms'

@description('The tier that the size belongs to.')
@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
param databaseTier string = 'Burstable'

@description('The disk of the PostgreSQL server, in GB. It grows by itself when it is nearly full; then give its new size here, for Azure refuses to shrink it.')
@minValue(32)
param databaseStorageGb int = 32

@description('Days for which the database can be restored to any moment.')
@minValue(7)
@maxValue(35)
param backupRetentionDays int = 35

@description('Whether backups are also kept in the paired region. It cannot be changed later.')
@allowed(['Enabled', 'Disabled'])
param geoRedundantBackup string = 'Disabled'

@description('A standby of the database. A burstable server can have none.')
@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
param highAvailability string = 'Disabled'

@description('Whether nobody can delete the database server, its backups with it, before a lock is taken off.')
param lockDatabase bool = true

@description('The object id of the Entra group whose members may administer the database, at night and after a restore.')
param databaseAdministrators string

@description('The display name of that group; it is the name of their role in the database.')
param databaseAdministratorsName string

@description('An image with psql for those people, from where nobody needs a password.')
param administrationImage string = 'docker.io/library/postgres:16-alpine'

@description('Days for which logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Who is told when an alert is raised.')
param alertEmail string

@description('The resource id of an action group that there is already, which is told as well of what is for the night: severity 0 and 1. Empty: nobody else is told.')
param nightActionGroupId string = ''

@description('Tags of every resource.')
param tags object = {}

var unique = uniqueString(resourceGroup().id)
var databaseName = 'optagelsesguiden'

module identities 'modules/identities.bicep' = {
  name: 'identities'
  params: {
    name: name
    location: location
    tags: tags
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: name
    location: location
    tags: tags
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  params: {
    registryName: '${name}${unique}'
    location: location
    pullerPrincipalId: identities.outputs.botPrincipalId
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: name
    location: location
    logRetentionDays: logRetentionDays
    publisherPrincipalId: identities.outputs.botPrincipalId
    tags: tags
  }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: {
    serverName: empty(databaseServer) ? '${name}-${unique}' : databaseServer
    location: location
    sku: databaseSku
    tier: databaseTier
    storageGb: databaseStorageGb
    backupRetentionDays: backupRetentionDays
    geoRedundantBackup: geoRedundantBackup
    highAvailability: highAvailability
    subnetId: network.outputs.databaseSubnetId
    privateDnsZoneId: network.outputs.databaseDnsZoneId
    setupName: identities.outputs.setupName
    setupPrincipalId: identities.outputs.setupPrincipalId
    administratorsName: databaseAdministratorsName
    administratorsObjectId: databaseAdministrators
    locked: lockDatabase
    tags: tags
  }
}

module environment 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    name: name
    location: location
    subnetId: network.outputs.appSubnetId
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

var given = '${name}.${environment.outputs.defaultDomain}'
var host = empty(domain) || empty(domainCertificateId) ? given : domain
var address = 'https://${host}'

module app 'modules/app.bicep' = if (!empty(image)) {
  name: 'app'
  params: {
    name: name
    location: location
    environmentId: environment.outputs.environmentId
    image: image
    registryServer: registry.outputs.loginServer
    insightsName: monitoring.outputs.insightsName
    botIdentityId: identities.outputs.botId
    botClientId: identities.outputs.botClientId
    botPrincipalId: identities.outputs.botPrincipalId
    botName: identities.outputs.botName
    setupIdentityId: identities.outputs.setupId
    setupClientId: identities.outputs.setupClientId
    setupName: identities.outputs.setupName
    databaseHost: database.outputs.host
    databaseName: databaseName
    publicUrl: address
    domain: domain
    domainCertificateId: domainCertificateId
    hrGroup: hrGroup
    guideline: guideline
    retentionDays: retentionDays
    minReplicas: minReplicas
    maxReplicas: maxReplicas
    tags: tags
  }
}

module administration 'modules/administration.bicep' = {
  name: 'administration'
  params: {
    name: name
    location: location
    environmentId: environment.outputs.environmentId
    image: administrationImage
    databaseHost: database.outputs.host
    administratorsName: databaseAdministratorsName
    tags: tags
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    handle: '${name}-${unique}'
    location: botLocation
    sku: botSku
    endpoint: '${address}/api/messages'
    identityId: identities.outputs.botId
    clientId: identities.outputs.botClientId
    tags: tags
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    email: alertEmail
    nightActionGroupId: nightActionGroupId
    insightsId: monitoring.outputs.insightsId
    databaseServerId: database.outputs.serverId
    tags: tags
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: {
    location: location
    insightsId: monitoring.outputs.insightsId
    tags: tags
  }
}

@description('The registry that the image is built in.')
output registryName string = registry.outputs.registryName

@description('The same registry, as an image\'s name begins with it.')
output registryServer string = registry.outputs.loginServer

@description('The address of the bot: PUBLIC_URL, and the Teams app\'s.')
output botAddress string = address

@description('The database server, by its name.')
output databaseServerName string = database.outputs.serverName

@description('The bot\'s application id, for the Teams app package.')
output botApplicationId string = identities.outputs.botClientId

@description('The object id of the bot\'s identity, to which Microsoft Graph\'s permissions are given.')
output botPrincipalId string = identities.outputs.botPrincipalId
