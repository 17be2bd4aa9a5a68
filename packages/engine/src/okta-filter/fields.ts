/** A field that filters may read: how they write it, and where the System Log has it. */
interface FilterField {
  name: string
  path: readonly string[]
}

/** Source: Okta's guide to filtering event hooks. `debugData` stands beside the event there, and is deeper in the log. */
export const filterFields: readonly FilterField[] = [
  { name: 'event.eventType', path: ['eventType'] },
  { name: 'event.outcome.result', path: ['outcome', 'result'] },
  { name: 'event.outcome.reason', path: ['outcome', 'reason'] },
  { name: 'event.actor.id', path: ['actor', 'id'] },
  { name: 'event.actor.type', path: ['actor', 'type'] },
  { name: 'event.actor.alternateId', path: ['actor', 'alternateId'] },
  { name: 'event.actor.displayName', path: ['actor', 'displayName'] },
  {
    name: 'event.debugData.changedAttributes',
    path: ['debugContext', 'debugData', 'changedAttributes'],
  },
]

/** What a selection may read of a target. */
export const targetAttributes: readonly string[] = ['id', 'type', 'alternateId', 'displayName']
