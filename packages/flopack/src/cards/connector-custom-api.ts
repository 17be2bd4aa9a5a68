import type { ConnectorCardMapping } from './connector-card-mapping.ts'

/** What a "Custom API Action" card calls its fields: connectors of the builder have names of their own. */
interface CustomApiNames {
  method: string
  inputs: Readonly<Record<string, 'path' | 'query' | 'headers' | 'body'>>
  outputs: Readonly<Record<string, 'statusCode' | 'headers' | 'body'>>
}

const usual: CustomApiNames = {
  method: 'requestType',
  inputs: {
    'Request/Relative URL': 'path',
    'Request/Query': 'query',
    'Request/Headers': 'headers',
    'Request/Body': 'body',
  },
  outputs: {
    'Response/Status Code': 'statusCode',
    'Response/Headers': 'headers',
    'Response/Body': 'body',
  },
}

const writes = ['POST', 'PUT', 'PATCH', 'DELETE']

/**
 * A "Custom API Action" card: reads and writes are two actions here.
 */
export function customApiCard(
  connector: string,
  { method, inputs, outputs }: CustomApiNames = usual,
): ConnectorCardMapping {
  const withoutBody = Object.fromEntries(Object.entries(inputs).filter(([, to]) => to !== 'body'))
  return {
    use: `${connector}.custom_api_action`,
    inputs,
    // Some connectors write methods in lower case.
    options: {
      [method]: {
        to: 'method',
        values: Object.fromEntries(
          writes.flatMap((name) => [
            [name, name],
            [name.toLowerCase(), name],
          ]),
        ),
      },
    },
    outputs,
    variants: [
      {
        when: { [`parameters/${method}`]: ['GET', 'get'] },
        use: `${connector}.custom_api_read`,
        inputs: withoutBody,
        options: {},
      },
    ],
  }
}
