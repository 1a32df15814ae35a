// Who is told what. The alerts about the bot are ../../alerts.json, which docs/observing.md tells in words; those about the
// database server are here, for they are Azure's own numbers.

@description('What the names begin with.')
param name string

@description('The Azure region.')
param location string

@description('Who is told.')
param email string

@description('An action group that is told as well of what is for the night, by its resource id, or nothing.')
param nightActionGroupId string

@description('Application Insights, which has the bot\'s numbers.')
param insightsId string

@description('The database server.')
param databaseServerId string

@description('Tags of every resource.')
param tags object

var alerts = loadJsonContent('../../alerts.json')

// Each row of customMetrics is a number of one process over a minute: what was added to a counter, what a gauge stands at, or
// sum and count of a histogram. Microsoft's exporter gives a smallest and a largest value of histograms alone.
var aggregations = {
  sum: 'sum(valueSum)'
  average: 'sum(valueSum) / sum(valueCount)'
  minimum: 'min(value)'
  maximum: 'max(value)'
  count: 'count()'
}

var ofTheServer = [
  {
    name: 'database-full'
    metric: 'storage_percent'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 85
    severity: 1
    description: 'The disk of the database server is nearly full, though it should grow by itself.'
  }
  {
    name: 'database-dead'
    metric: 'is_db_alive'
    aggregation: 'Maximum'
    operator: 'LessThan'
    threshold: 1
    severity: 0
    description: 'The database server does not answer.'
  }
  {
    name: 'database-connections'
    metric: 'active_connections'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 30
    severity: 2
    description: 'The database server has nearly as many connections as its smallest size takes.'
  }
]

// An e-mail wakes nobody. How the night is told is the municipality's: its group has the numbers and addresses, which may be secret.
var atNight = empty(nightActionGroupId) ? [] : [nightActionGroupId]
var actionsAtNight = empty(nightActionGroupId) ? [] : [{ actionGroupId: nightActionGroupId }]

resource duty 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-duty'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'optagelse'
    emailReceivers: [
      {
        name: 'duty'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource ofTheBot 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in alerts: {
  name: '${name}-${alert.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: alert.name
    description: '${alert.description} What to do: deployment/runbook.md, ${alert.name}.'
    severity: alert.severity
    enabled: true
    scopes: [insightsId]
    // What cannot wait is looked at every five minutes, which costs three times as much as every fifteen.
    evaluationFrequency: alert.severity < 2 ? 'PT5M' : 'PT15M'
    windowSize: alert.windowMinutes % 60 == 0 ? 'PT${alert.windowMinutes / 60}H' : 'PT${alert.windowMinutes}M'
    criteria: {
      allOf: [
        {
          // One row where there is something to tell, none otherwise. Without any number a count is 0, all else is nothing.
          query: join(concat(
            [
              'customMetrics'
              '| where name == "${alert.metric}"'
            ],
            map(items(alert.where), label => '| where tostring(customDimensions["${label.key}"]) == "${label.value}"'),
            [
              '| summarize number = ${aggregations[alert.aggregation]}'
              '| where number ${alert.operator == 'above' ? '>' : '<'} ${alert.threshold}'
            ]
          ), '\n')
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: alert.severity < 2 ? concat([duty.id], atNight) : [duty.id]
    }
  }
}]

resource ofTheDatabase 'Microsoft.Insights/metricAlerts@2018-03-01' = [for alert in ofTheServer: {
  name: '${name}-${alert.name}'
  location: 'global'
  tags: tags
  properties: {
    description: '${alert.description} What to do: deployment/runbook.md, ${alert.name}.'
    severity: alert.severity
    enabled: true
    scopes: [databaseServerId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: alert.name
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
          metricName: alert.metric
          timeAggregation: alert.aggregation
          operator: alert.operator
          threshold: alert.threshold
        }
      ]
    }
    autoMitigate: true
    actions: alert.severity < 2 ? concat([{ actionGroupId: duty.id }], actionsAtNight) : [{ actionGroupId: duty.id }]
  }
}]
