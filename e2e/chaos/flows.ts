/** The name that the flows call the stand-in's connection by. */
export const standInConnection = 'stand-in'

/** What the campaign's own events say, and what comes of them. */
export const eventTypes = { ordered: 'user.session.start', poison: 'user.session.end' } as const

/** A read, a write with an effect of its own, and a read: in the order of the events about one subject. */
export const orderedFlow = `keyway: 1
name: Ordered write
trigger: { event: okta.${eventTypes.ordered} }
order: { by: { ref: 'trigger.target[0].id' } }
steps:
  - { id: before, use: http.get, connection: ${standInConnection}, with: { url: read } }
  - id: write
    use: http.post
    connection: ${standInConnection}
    with:
      url: write
      body: { id: { ref: trigger.uuid }, subject: { ref: 'trigger.target[0].id' }, number: { ref: trigger.debugContext.debugData.number } }
  - { id: after, use: http.get, connection: ${standInConnection}, with: { url: read } }
`

/** Would run for ever, were it let to. Every execution of it has to end with this error, and harm nobody else. */
export const poisonError = 'limit_steps'
export const poisonFlow = `keyway: 1
name: Poison
trigger: { event: okta.${eventTypes.poison} }
limits: { steps: 20000 }
steps:
  - id: again
    repeat: 1000000
    do: [{ id: text, use: text.compose, with: { text: '{{ trigger.displayMessage }}' } }]
`
