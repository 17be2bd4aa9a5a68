import type { Fault, ScenarioName } from '@keyway/okta-sim'
import { parseFault, scenarioNames, startOktaSim } from '@keyway/okta-sim'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { print, printJson } from '../output/print.ts'
import { untilStopped } from '../until-stopped.ts'
import { parseCount, parsePort } from './parse-option.ts'
import { explainStartError } from './start.ts'

interface SimOptions {
  port: number
  json?: true
  users?: number
  rateLimits?: true
  concurrency?: number
  fault: Fault[]
  searchLag?: number
  ruleLag?: number
  hookLimit?: number
  clockSkew?: number
  randomSeed?: number
  scenario: ScenarioName[]
}

/** `keyway okta-sim`: the simulated org on its own, until Ctrl-C. */
export function addOktaSim(program: Command): void {
  program
    .command('okta-sim')
    .description('run a simulated Okta org: users, groups, apps, OAuth, System Log, event hooks')
    .option('--port <port>', 'port to listen on, 0 for any free one', parsePort, 0)
    .option('--json', 'address and API token as one JSON document')
    .option('--users <count>', 'a generated org of so many people instead of the company of 25', parseCount)
    .option('--rate-limits', "answer 429 when one of Okta's budgets is spent")
    .option('--concurrency <count>', 'answer 429 beyond so many calls in flight; Okta allows 75', parseCount)
    .option('--fault <fault>', faultHelp, collectFaults, [])
    .option('--search-lag <ms>', 'how far search lags behind what was written', parseCount)
    .option('--rule-lag <ms>', 'how long group rules take to act', parseCount)
    .option(
      '--hook-limit <count>',
      'events that go to event hooks in 24 hours; Okta allows 400,000',
      parseCount,
    )
    .option('--clock-skew <seconds>', 'how far the clock of the org is ahead', parseCount)
    .option('--random-seed <number>', 'the same people, faults, ids and answers in each run', parseCount)
    .option(
      '--scenario <name>',
      `play a story at the start, repeatable: ${scenarioNames.join(', ')}`,
      collectScenarios,
      [],
    )
    .action(run)
}

const faultHelp = [
  'a fault, repeatable: rate-limit, error, slow, drop, late, duplicate or reorder,',
  'with settings: error:status=503,path=/api/v1/users,probability=0.1,times=5',
].join(' ')

function collectFaults(text: string, gathered: Fault[]): Fault[] {
  try {
    return [...gathered, parseFault(text)]
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new InvalidArgumentError(thrown.message)
    throw thrown
  }
}

function collectScenarios(text: string, gathered: ScenarioName[]): ScenarioName[] {
  const name = scenarioNames.find((each) => each === text)
  if (name === undefined) throw new InvalidArgumentError(`Expected one of ${scenarioNames.join(', ')}.`)
  return [...gathered, name]
}

async function run({ port, json, users, fault, ...options }: SimOptions): Promise<void> {
  const sim = await startOktaSim({
    port,
    seed: users === undefined ? true : { users },
    allowHttpHooks: true,
    rateLimits: { enforce: options.rateLimits ?? false },
    faults: fault,
    searchLagMs: options.searchLag ?? 0,
    ruleLagMs: options.ruleLag ?? 0,
    ...(options.hookLimit === undefined ? {} : { hookDailyLimit: options.hookLimit }),
    clockSkewMs: (options.clockSkew ?? 0) * 1000,
    ...(options.randomSeed === undefined ? {} : { randomSeed: options.randomSeed }),
    ...(options.concurrency === undefined ? {} : { concurrencyLimit: options.concurrency }),
  }).catch((error: unknown) => {
    throw explainStartError(error, { port })
  })
  for (const name of options.scenario) sim.org.play(name)
  if (json === true) printJson({ url: sim.url, apiToken: sim.apiToken })
  else for (const line of welcome(sim, users ?? 25)) print(line)
  await untilStopped()
  await sim.close()
}

function welcome({ url, apiToken }: { url: string; apiToken: string }, people: number): string[] {
  return [
    `A simulated Okta org runs at ${url} (${people} people, in memory only).`,
    `API token: ${apiToken}`,
    '',
    'To have its events in Keyway: make a receiver on the Okta page of the console, then',
    `  1. POST ${url}/api/v1/eventHooks with "authorization: SSWS <token>" and the receiver's URL, header and key;`,
    '  2. POST …/eventHooks/<id>/lifecycle/verify. Plain http and this machine are allowed here.',
    `Scenarios at run time: POST ${url}/_simulator/scenarios/joiner, with the same token.`,
    'Keyway reaches the org when it is started with --egress-allow 127.0.0.0/8. Ctrl-C stops the org.',
  ]
}
