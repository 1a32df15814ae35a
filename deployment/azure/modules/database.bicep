// PostgreSQL for tokens of Microsoft Entra alone: there is no password that could be lost.

@description('The name of the server, unique in all of Azure.')
param serverName string

@description('The Azure region.')
param location string

@description('The size of the server.')
param sku string

@description('The tier that the size belongs to.')
param tier string

@description('The disk, in GB.')
param storageGb int

@description('Days for which the database can be restored to any moment.')
param backupRetentionDays int

@description('Whether backups are also kept in the paired region.')
param geoRedundantBackup string

@description('A standby of the server.')
param highAvailability string

@description('The subnet that is delegated to the server.')
param subnetId string

@description('The private zone in which the server has its name.')
param privateDnsZoneId string

@description('The name of the identity that makes the bot\'s role.')
param setupName string

@description('The object id of that identity.')
param setupPrincipalId string

@description('The display name of the group of people who administer the server.')
param administratorsName string

@description('The object id of that group.')
param administratorsObjectId string

@description('Whether nobody can delete the server before a lock is taken off.')
param locked bool

@description('Tags of every resource.')
param tags object

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: serverName
  location: location
  tags: tags
  sku: {
    name: sku
    tier: tier
  }
  properties: {
    version: '16'
    createMode: 'Default'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: {
      storageSizeGB: storageGb
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupRetentionDays
      geoRedundantBackup: geoRedundantBackup
    }
    highAvailability: {
      mode: highAvailability
    }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: privateDnsZoneId
      publicNetworkAccess: 'Disabled'
    }
    maintenanceWindow: {
      customWindow: 'Enabled'
      dayOfWeek: 0
      startHour: 2
      startMinute: 0
    }
  }
}

// The server takes one change at a time, so each of the following waits for the one before.
resource encrypted 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2024-08-01' = {
  parent: server
  name: 'require_secure_transport'
  properties: {
    value: 'on'
    source: 'user-override'
  }
}

resource people 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2024-08-01' = {
  parent: server
  name: administratorsObjectId
  properties: {
    principalName: administratorsName
    principalType: 'Group'
    tenantId: tenant().tenantId
  }
  dependsOn: [encrypted]
}

resource setup 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2024-08-01' = {
  parent: server
  name: setupPrincipalId
  properties: {
    principalName: setupName
    principalType: 'ServicePrincipal'
    tenantId: tenant().tenantId
  }
  dependsOn: [people]
}

// Azure deletes the backups with the server. A deployment without the lock leaves one that is there where it is.
resource kept 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  scope: server
  name: 'keep-the-database'
  properties: {
    level: 'CanNotDelete'
    notes: 'The bot\'s data and all of its backups. Before taking it off: deployment/runbook.md, Backup and restore.'
  }
  dependsOn: [setup]
}

@description('The name under which the server is reached.')
output host string = server.properties.fullyQualifiedDomainName

@description('The name of the server.')
output serverName string = server.name

@description('The server, as a resource.')
output serverId string = server.id
