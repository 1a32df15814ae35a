// One municipality. Copy this file in its own folder, for `using` looks for main.bicep beside the copy; fill it in, and deploy
// with: deployment/azure/deploy RESOURCE-GROUP THE-COPY
using './main.bicep'

// Filled in by `deploy`, which builds the image.
param image = readEnvironmentVariable('OPTAGELSESGUIDEN_IMAGE', '')

// Who may administer the database: an Entra group, by its object id and its display name.
param databaseAdministrators = '00000000-0000-0000-0000-000000000000'
param databaseAdministratorsName = 'IT drift'

// HR/Jura: an Entra group, by its object id.
param hrGroup = '00000000-0000-0000-0000-000000000000'

param alertEmail = 'it-vagt@example.dk'
// Whoever is woken at night, by the id of their action group; see ../azure.md.
param nightActionGroupId = ''

// A host name of the municipality's own, and the id of its certificate. Leave both empty the first time; then see ../azure.md.
param domain = ''
param domainCertificateId = ''

param minReplicas = 1
param maxReplicas = 2
// After a restore, the name of the restored server; see ../runbook.md.
param databaseServer = ''
param databaseSku = 'Standard_B1ms'
param databaseTier = 'Burstable'
param retentionDays = 730

param tags = {
  system: 'optagelsesguiden'
}
