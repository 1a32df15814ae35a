// Where containers run. Logs go to the workspace through Azure Monitor, which needs no key of it.

@description('What the names begin with.')
param name string

@description('The Azure region.')
param location string

@description('The subnet that is delegated to the environment.')
param subnetId string

@description('The Log Analytics workspace.')
param workspaceId string

@description('Tags of every resource.')
param tags object

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: '${name}-environment'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    vnetConfiguration: {
      internal: false
      infrastructureSubnetId: subnetId
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
    zoneRedundant: false
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ContainerAppConsoleLogs'
        enabled: true
      }
      {
        category: 'ContainerAppSystemLogs'
        enabled: true
      }
    ]
  }
}

@description('The environment, as a resource.')
output environmentId string = environment.id

@description('What the addresses of its apps end with.')
output defaultDomain string = environment.properties.defaultDomain
