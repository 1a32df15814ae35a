// Where images are built and kept. Nobody has a password to it.

@description('The name of the registry, unique in all of Azure.')
@minLength(5)
@maxLength(50)
param registryName string

@description('The Azure region.')
param location string

@description('The object id of the identity that fetches images.')
param pullerPrincipalId string

@description('Tags of every resource.')
param tags object

var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: registryName
  location: location
  tags: tags
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, pullerPrincipalId, acrPull)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
    principalId: pullerPrincipalId
    principalType: 'ServicePrincipal'
  }
}

@description('The name of the registry.')
output registryName string = registry.name

@description('The address that an image\'s name begins with.')
output loginServer string = registry.properties.loginServer
