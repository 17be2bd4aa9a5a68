import { defineConnector, z } from '@keyway/sdk'
import { alertFields } from './alert-fields.ts'
import { findingFields, manyFindingsFields } from './finding-fields.ts'

/** What happens in Keyway itself, as events that flows can wait for. */
export const keyway = defineConnector({
  id: 'keyway',
  title: 'Keyway',
  description: 'What happens in Keyway itself. No account is needed.',
  connection: z.object({}),
  actions: [],
  events: [
    {
      id: 'keyway.execution_failed',
      title: 'Execution failed',
      description:
        'An execution ended with an error: flow, execution, step and error. Flows that an event of Keyway starts are not told of.',
      types: ['execution.failed'],
    },
    {
      id: 'keyway.flow_published',
      title: 'Flow published',
      description: 'Somebody published a version of a flow.',
      types: ['flow.published'],
    },
    {
      id: 'keyway.flow_changed',
      title: 'Flow changed',
      description: 'Somebody switched, bound, imported, moved or deleted a flow.',
      types: [
        'flow.switched_on',
        'flow.switched_off',
        'flow.bound',
        'flow.imported',
        'flow.details_changed',
        'flow.endpoint_changed',
        'flow.deleted',
      ],
    },
    {
      id: 'keyway.connection_failing',
      title: 'Connection failing',
      description:
        'The sign-in of a connection began to fail, in a test or for an action, or nobody answers there. Told once, until it works again.',
      types: ['connection.failing'],
    },
    {
      id: 'keyway.connection_recovered',
      title: 'Connection works again',
      description: 'A connection that failed works again, in a test or for an action.',
      types: ['connection.recovered'],
    },
    {
      id: 'keyway.alert_raised',
      title: 'Alert raised',
      description:
        'A detection found something new: which rule, how serious, whom it is about, and the event that told. More of the same joins the alert and is not told again.',
      types: ['alert.raised'],
      fields: alertFields,
    },
    {
      id: 'keyway.alert_closed',
      title: 'Alert closed',
      description: 'Somebody closed an alert, with the reason.',
      types: ['alert.closed'],
      fields: alertFields,
    },
    {
      id: 'keyway.finding_opened',
      title: 'Finding opened',
      description:
        'A check found something wrong: which check, how grave, the object, and the evidence. More than a hundred of one check at once are told as one event instead: “Many findings opened”.',
      types: ['finding.opened'],
      fields: findingFields,
    },
    {
      id: 'keyway.finding_closed',
      title: 'Finding closed',
      description: 'A check ran again and does not find something any more, or somebody made an exception.',
      types: ['finding.closed'],
      fields: findingFields,
    },
    {
      id: 'keyway.findings_opened',
      title: 'Many findings opened',
      description:
        'More than a hundred findings of one check at once: their number, and a list of them to go through, each with its object.',
      types: ['findings.opened'],
      fields: manyFindingsFields,
    },
    {
      id: 'keyway.findings_closed',
      title: 'Many findings closed',
      description:
        'More than a hundred findings of one check were closed at once: their number, and a list of them.',
      types: ['findings.closed'],
      fields: manyFindingsFields,
    },
    {
      id: 'keyway.event',
      title: 'Any event of Keyway',
      description: 'Failed executions, alerts, findings, and everything that the audit log holds.',
      types: [],
    },
  ],
})
