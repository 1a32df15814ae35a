// Who the bot is towards Teams, Graph, the database and the registry; and who makes its role in the database.

@description('What the names begin with.')
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags object

resource bot 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-bot'
  location: location
  tags: tags
}

// An administrator of the database. The running bot cannot use it: see identitySettings in app.bicep.
resource setup 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-database-setup'
  location: location
  tags: tags
}

@description('The bot\'s identity, as a resource.')
output botId string = bot.id

@description('The bot\'s application id: the audience of every token that Teams sends.')
output botClientId string = bot.properties.clientId

@description('The object id of the bot\'s identity.')
output botPrincipalId string = bot.properties.principalId

@description('The name of the bot\'s identity, and of its role in the database.')
output botName string = bot.name

@description('The identity that makes the bot\'s role, as a resource.')
output setupId string = setup.id

@description('The application id of that identity.')
output setupClientId string = setup.properties.clientId

@description('The object id of that identity.')
output setupPrincipalId string = setup.properties.principalId

@description('The name of that identity, and of its role in the database.')
output setupName string = setup.name
