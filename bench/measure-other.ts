import { measureBurst, type BurstFigures } from './measure-burst.ts'
import { measureCatchUp, type CatchUpFigures } from './measure-catch-up.ts'
import { measureConsole, type ConsoleFigures } from './measure-console.ts'
import { measureCards, measureList, type LoopFigures } from './measure-cards.ts'
import { measureEndurance, type Endurance, type EnduranceFigures } from './measure-endurance.ts'
import { measureEndpoint, type EndpointFigures } from './measure-endpoint.ts'
import { measureGovernor, type GovernorFigures } from './measure-governor.ts'
import { measureImport, type ImportFigures, type Skipped } from './measure-import.ts'
import { measureStream, type StreamFigures } from './measure-stream.ts'
import type { Plan } from './plan.ts'
import type { BenchPostgres } from './postgres.ts'

/** What is measured beside the way of an event; absent where `--only` left it out. */
export interface OtherFigures {
  /** Function cards in one execution. */
  cards?: LoopFigures
  /** A loop over a list in memory. */
  list?: LoopFigures
  /** A loop over the rows of a table. */
  stream?: StreamFigures
  seventyCards?: EndpointFigures
  import?: ImportFigures | Skipped
  governorOne?: GovernorFigures
  governorFour?: GovernorFigures
  burstSqlite?: BurstFigures
  burstPostgres?: BurstFigures
  catchUpSqlite?: CatchUpFigures
  catchUpPostgres?: CatchUpFigures
  /** The same within the budget of a real org. */
  catchUpInBudget?: CatchUpFigures
  /** The console in a real browser; with `--console` only. */
  console?: ConsoleFigures | Skipped
}

/** A long load on each store that is chosen. */
export async function measureLong(
  endurance: Endurance,
  { postgres, isChosen, say }: Pick<OtherParts, 'postgres' | 'isChosen' | 'say'>,
): Promise<EnduranceFigures[]> {
  const figures: EnduranceFigures[] = []
  for (const storage of ['sqlite', 'postgres'] as const) {
    if (!isChosen(storage)) continue
    say(`long load, ${storage}`)
    figures.push(await measureEndurance(endurance, { storage, postgres, say }))
  }
  return figures
}

interface OtherParts {
  plan: Plan
  postgres: BenchPostgres
  isChosen: (name: string) => boolean
  withConsole: boolean
  say: (text: string) => void
}

/** Measures each part on a new Keyway with an empty store. */
export async function measureOther(parts: OtherParts): Promise<OtherFigures> {
  const { plan, postgres, isChosen, withConsole, say } = parts
  const figures: OtherFigures = {}
  const chosen = (name: string): boolean => {
    const is = isChosen(name)
    if (is) say(name)
    return is
  }
  if (chosen('loop of cards')) figures.cards = await measureCards(plan.turns)
  if (chosen('loop over a list')) figures.list = await measureList(plan.turns)
  if (chosen('loop over a table')) figures.stream = await measureStream(plan.turns)
  if (chosen('seventy cards')) figures.seventyCards = await measureEndpoint(plan.loadSeconds)
  if (chosen('import of the corpus')) figures.import = await measureImport()
  if (chosen('governor, 1 worker')) {
    figures.governorOne = await measureGovernor(plan.governor, { workers: 1, postgres })
  }
  if (chosen('governor, 4 workers')) {
    figures.governorFour = await measureGovernor(plan.governor, { workers: 4, postgres })
  }
  const burst = (storage: 'sqlite' | 'postgres') => measureBurst(plan.burst, { storage, postgres })
  const catchUp = (storage: 'sqlite' | 'postgres', isBudgetEnforced = false) =>
    measureCatchUp(plan.catchUp, { storage, postgres, isBudgetEnforced })
  if (chosen('burst on sqlite')) figures.burstSqlite = await burst('sqlite')
  if (chosen('burst on postgres')) figures.burstPostgres = await burst('postgres')
  if (chosen('catch-up on sqlite')) figures.catchUpSqlite = await catchUp('sqlite')
  if (chosen('catch-up on postgres')) figures.catchUpPostgres = await catchUp('postgres')
  if (chosen('catch-up in budget')) figures.catchUpInBudget = await catchUp('sqlite', true)
  if (withConsole && chosen('console')) figures.console = await measureConsole(say)
  return figures
}
