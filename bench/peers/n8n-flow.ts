/** The id that the flow is published under. */
export const n8nFlowId = 'keywaybench0001'
export const n8nPath = 'bench'

/** The measured flow as n8n writes it: webhook, answered at once with 204; if; edit fields; HTTP request. */
export function n8nFlow(stubUrl: string | null) {
  const nodes = [
    node('Webhook', 'webhook@2', {
      httpMethod: 'POST',
      path: n8nPath,
      responseMode: 'onReceived',
      options: { responseCode: { values: { responseCode: 204 } }, noResponseBody: true },
    }),
    node('Condition', 'if@2.2', {
      conditions: {
        options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
        combinator: 'or',
        conditions: ['WARN', 'ERROR'].map((severity) => ({
          id: severity,
          leftValue: '={{ $json.body.data.events[0].severity }}',
          rightValue: severity,
          operator: { type: 'string', operation: 'equals' },
        })),
      },
      options: {},
    }),
    node('Compose', 'set@3.4', {
      assignments: {
        assignments: [
          { id: 'event', name: 'event', type: 'string', value: '={{ $json.body.data.events[0].uuid }}' },
          { id: 'text', name: 'text', type: 'string', value: text },
        ],
      },
      options: {},
    }),
    ...(stubUrl === null
      ? []
      : [
          node('Post', 'httpRequest@4.2', {
            method: 'POST',
            url: `${stubUrl}/messages`,
            sendBody: true,
            specifyBody: 'json',
            jsonBody: '={{ JSON.stringify({ event: $json.event, text: $json.text }) }}',
            options: {},
          }),
        ]),
  ]
  return {
    id: n8nFlowId,
    name: 'Bench',
    active: false,
    settings: { executionOrder: 'v1' },
    nodes: nodes.map((one, place) => ({ ...one, position: [place * 200, 0] })),
    connections: Object.fromEntries(
      nodes.slice(0, -1).map(({ name }, place) => [name, { main: [[to(nodes[place + 1]?.name ?? '')]] }]),
    ),
  }
}

const event = '$json.body.data.events[0]'
const text = `={{ ${event}.actor.displayName }} ({{ ${event}.actor.alternateId }}): {{ ${event}.displayMessage }}`

function node(name: string, type: `${string}@${number}`, parameters: object) {
  const [kind = '', version] = type.split('@')
  return {
    id: name.toLowerCase(),
    name,
    type: `n8n-nodes-base.${kind}`,
    typeVersion: Number(version),
    parameters,
    ...(kind === 'webhook' ? { webhookId: 'b0a0e6f0-0000-4000-8000-000000000001' } : {}),
  }
}

function to(name: string) {
  return { node: name, type: 'main', index: 0 }
}
