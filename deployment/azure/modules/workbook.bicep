// The dashboard: the numbers of docs/observing.md over time, in Application Insights under Workbooks.

@description('The Azure region.')
param location string

@description('Application Insights, which has the numbers.')
param insightsId string

@description('Tags of every resource.')
param tags object

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insightsId, 'optagelsesguiden')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Optagelsesguiden'
    category: 'workbook'
    version: 'Notebook/1.0'
    sourceId: insightsId
    serializedData: loadTextContent('../workbook.json')
  }
}
