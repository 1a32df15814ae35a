// The bot: one app that serves, delivers and watches the clock. Replicas share the work through the database, so
// delivery needs no app of its own.

@description('The name of the app; its address begins with it.')
param name string

@description('The Azure region.')
param location string

@description('The environment that it runs in.')
param environmentId string

@description('The image to run.')
param image string

@description('The registry that the image is fetched from.')
param registryServer string

@description('The name of Application Insights.')
param insightsName string

@description('The bot\'s identity, as a resource.')
param botIdentityId string

@description('The bot\'s application id.')
param botClientId string

@description('The object id of the bot\'s identity.')
param botPrincipalId string

@description('The name of the bot\'s identity, and of its role in the database.')
param botName string

@description('The identity that makes the bot\'s role, as a resource.')
param setupIdentityId string

@description('The application id of that identity.')
param setupClientId string

@description('The name of that identity, and of its role in the database.')
param setupName string

@description('The name under which the database server is reached.')
param databaseHost string

@description('The database.')
param databaseName string

@description('The https address under which people reach the bot.')
param publicUrl string

@description('A host name of the municipality\'s own, or nothing.')
param domain string

@description('Its certificate, as a resource, or nothing.')
param domainCertificateId string

@description('The object id of the Entra group whose members are HR/Jura, or nothing.')
param hrGroup string

@description('The guideline pack, or nothing.')
param guideline string

@description('Days for which requests and cases are kept.')
param retentionDays int

@description('Replicas that always run.')
@minValue(1)
param minReplicas int

@description('Replicas at most.')
@minValue(1)
param maxReplicas int

@description('Tags of every resource.')
param tags object

var port = 3978
var certificates = '/etc/ssl/certs/ca-certificates.crt'

// Azure takes away what does not stand here at every deployment, so a host name that was bound by hand would be gone.
var added = [
  {
    name: domain
    bindingType: 'Disabled'
  }
]
var bound = [
  {
    name: domain
    bindingType: 'SniEnabled'
    certificateId: domainCertificateId
  }
]

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${botIdentityId}': {}
      '${setupIdentityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        allowInsecure: false
        targetPort: port
        transport: 'http'
        customDomains: empty(domain) ? [] : empty(domainCertificateId) ? added : bound
        traffic: [
          {
            latestRevision: true
            weight: 100
          }
        ]
      }
      registries: [
        {
          server: registryServer
          identity: botIdentityId
        }
      ]
      // The bot gets no token of the database's administrator, and the set-up none of the bot's.
      identitySettings: [
        {
          identity: botIdentityId
          lifecycle: 'Main'
        }
        {
          identity: setupIdentityId
          lifecycle: 'Init'
        }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 30
      initContainers: [
        {
          name: 'database-role'
          image: image
          command: ['python', '-c', loadTextContent('../database_role.py')]
          env: [
            { name: 'DATABASE_HOST', value: databaseHost }
            { name: 'DATABASE_NAME', value: databaseName }
            { name: 'SETUP_CLIENT_ID', value: setupClientId }
            { name: 'SETUP_ROLE', value: setupName }
            { name: 'BOT_ROLE', value: botName }
            { name: 'BOT_OBJECT_ID', value: botPrincipalId }
            { name: 'PGSSLROOTCERT', value: certificates }
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
        }
      ]
      containers: [
        {
          name: 'bot'
          image: image
          args: ['serve']
          env: [
            { name: 'OPTAGELSESGUIDEN_APP_TYPE', value: 'UserAssignedMSI' }
            { name: 'OPTAGELSESGUIDEN_APP_ID', value: botClientId }
            { name: 'OPTAGELSESGUIDEN_APP_TENANT_ID', value: tenant().tenantId }
            { name: 'OPTAGELSESGUIDEN_DATABASE_URL', value: 'postgresql+asyncpg://${botName}@${databaseHost}/${databaseName}?ssl=verify-full' }
            { name: 'OPTAGELSESGUIDEN_DATABASE_AUTH', value: 'entra' }
            { name: 'OPTAGELSESGUIDEN_DIRECTORY', value: 'graph' }
            { name: 'OPTAGELSESGUIDEN_HR_GROUP', value: hrGroup }
            { name: 'OPTAGELSESGUIDEN_GUIDELINE', value: guideline }
            { name: 'OPTAGELSESGUIDEN_HOST', value: '0.0.0.0' }
            { name: 'OPTAGELSESGUIDEN_PORT', value: string(port) }
            { name: 'OPTAGELSESGUIDEN_PUBLIC_URL', value: publicUrl }
            { name: 'OPTAGELSESGUIDEN_RETENTION_DAYS', value: string(retentionDays) }
            { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }
            { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'Authorization=AAD;ClientId=${botClientId}' }
            { name: 'PGSSLROOTCERT', value: certificates }
          ]
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/healthz'
                port: port
              }
              // It answers within a few seconds, but only when its database is up to date: a large one may take minutes for that.
              // Azure asks ten times at most, so it asks seldom; the first time when an ordinary start is surely over, or it would
              // be noticed half a minute late.
              initialDelaySeconds: 10
              periodSeconds: 30
              failureThreshold: 10
              timeoutSeconds: 2
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: port
              }
              periodSeconds: 10
              failureThreshold: 6
              timeoutSeconds: 5
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: port
              }
              periodSeconds: 5
              failureThreshold: 3
              timeoutSeconds: 4
            }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'requests'
            http: {
              metadata: {
                concurrentRequests: '100'
              }
            }
          }
        ]
      }
    }
  }
}
