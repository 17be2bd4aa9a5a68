import { startOktaSim } from '@keyway/okta-sim'
import type { Command } from 'commander'
import { print, printJson } from '../output/print.ts'
import { untilStopped } from '../until-stopped.ts'
import { parsePort } from './parse-option.ts'
import { explainStartError } from './start.ts'

interface SimOptions {
  port: number
  json?: true
}

/** `keyway okta-sim`: the simulated org on its own, until Ctrl-C. */
export function addOktaSim(program: Command): void {
  program
    .command('okta-sim')
    .description('run a simulated Okta org: users, groups, apps, System Log, event hooks')
    .option('--port <port>', 'port to listen on, 0 for any free one', parsePort, 0)
    .option('--json', 'address and API token as one JSON document')
    .action(run)
}

async function run({ port, json }: SimOptions): Promise<void> {
  const sim = await startOktaSim({ port, seed: true, allowHttpHooks: true }).catch((error: unknown) => {
    throw explainStartError(error, { port })
  })
  if (json === true) printJson({ url: sim.url, apiToken: sim.apiToken })
  else for (const line of welcome(sim.url, sim.apiToken)) print(line)
  await untilStopped()
  await sim.close()
}

function welcome(url: string, apiToken: string): string[] {
  return [
    `A simulated Okta org runs at ${url} (25 people, in memory only).`,
    `API token: ${apiToken}`,
    '',
    'To have its events in Keyway: make a receiver on the Okta page of the console, then',
    `  1. POST ${url}/api/v1/eventHooks with "authorization: SSWS <token>" and the receiver's URL, header and key;`,
    '  2. POST …/eventHooks/<id>/lifecycle/verify. Plain http and this machine are allowed here.',
    'Keyway reaches the org when it is started with --egress-allow 127.0.0.0/8. Ctrl-C stops the org.',
  ]
}
