// The way in for who administers the database: psql beside the bot, in the network, for nobody outside it reaches the server. It
// sleeps until somebody wakes it, and holds nothing that opens anything: people bring their own token.

@description('What the name begins with.')
param name string

@description('The Azure region.')
param location string

@description('The environment that it runs in.')
param environmentId string

@description('An image with psql, from where nobody needs a password.')
param image string

@description('The name under which the database server is reached.')
param databaseHost string

@description('The display name of the group of people who administer the server; it is the name of their role there.')
param administratorsName string

@description('Tags of every resource.')
param tags object

resource console 'Microsoft.App/containerApps@2025-01-01' = {
  name: '${name}-psql'
  location: location
  tags: tags
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
    }
    template: {
      containers: [
        {
          name: 'psql'
          image: image
          command: ['tail', '-f', '/dev/null']
          env: [
            { name: 'PGHOST', value: databaseHost }
            { name: 'PGDATABASE', value: 'postgres' }
            { name: 'PGUSER', value: administratorsName }
            { name: 'PGSSLMODE', value: 'verify-full' }
            { name: 'PGSSLROOTCERT', value: '/etc/ssl/certs/ca-certificates.crt' }
          ]
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
        }
      ]
      scale: {
        minReplicas: 0
        maxReplicas: 1
      }
    }
  }
}
