// The bot as Teams knows it.

@description('The handle of the bot, unique in all of Azure.')
param handle string

@description('Where Azure Bot Service keeps its own data.')
param location string

@description('The price of the registration.')
param sku string

@description('Where Teams sends what people do.')
param endpoint string

@description('The bot\'s identity, as a resource.')
param identityId string

@description('The bot\'s application id.')
param clientId string

@description('Tags of every resource.')
param tags object

resource registration 'Microsoft.BotService/botServices@2022-09-15' = {
  name: handle
  location: location
  tags: tags
  kind: 'azurebot'
  sku: {
    name: sku
  }
  properties: {
    displayName: 'Optagelsesguiden'
    description: 'Hvad gælder, når nogen vil optage en samtale?'
    endpoint: endpoint
    msaAppType: 'UserAssignedMSI'
    msaAppId: clientId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identityId
    disableLocalAuth: true
    isStreamingSupported: false
    schemaTransformationVersion: '1.3'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: registration
  name: 'MsTeamsChannel'
  location: location
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      acceptedTerms: true
      deploymentEnvironment: 'CommercialDeployment'
    }
  }
}
