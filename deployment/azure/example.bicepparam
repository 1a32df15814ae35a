// One municipality. Copy this file, fill it in, and deploy with: deployment/azure/deploy RESOURCE-GROUP THE-COPY
using './main.bicep'

// Filled in by `deploy`, which builds the image.
param image = readEnvironmentVariable('OPTAGELSESGUIDEN_IMAGE', '')

// Who may administer the database: an Entra group, by its object id and its display name.
param databaseAdministrators = '00000000-0000-0000-0000-000000000000'
param databaseAdministratorsName = 'IT drift'

// HR/Jura: an Entra group, by its object id.
param hrGroup = '00000000-0000-0000-0000-000000000000'

param alertEmail = 'it-vagt@example.dk'

// An address of the municipality's own; the certificate and the DNS record are bound afterwards, see ../azure.md.
param publicUrl = ''

param minReplicas = 1
param maxReplicas = 2
param databaseSku = 'Standard_B1ms'
param databaseTier = 'Burstable'
param retentionDays = 730

param tags = {
  system: 'optagelsesguiden'
}
