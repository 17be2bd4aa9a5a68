import type { Action, Card } from '@keyway/sdk'

/** A source file, relative to its package's `src`, with the cards or actions that it exports. */
export type DeclaringFile<Item> = { readonly file: string; readonly declared: readonly Item[] }

type Kind<Item> = {
  readonly name: 'card' | 'action'
  /** The id that a file's declaration must have; undefined for a file that must not declare one. */
  readonly idOf: (file: string) => string | undefined
  readonly itemProblems: (item: Item) => readonly string[]
}

const cardKind: Kind<Card> = {
  name: 'card',
  idOf: (file) => idFrom(/^([^/]+)\/([^/]+)\.ts$/.exec(file)),
  itemProblems: (card) => (card.examples.length === 0 ? ['has no examples'] : []),
}

const effects: readonly string[] = ['read', 'idempotent', 'write', 'destructive']

const actionKind: Kind<Action> = {
  name: 'action',
  idOf: (file) => idFrom(/^([^/]+)\/actions\/(?:[^/]+\/)?([^/]+)\.ts$/.exec(file)),
  itemProblems: (action) =>
    effects.includes(action.effect)
      ? []
      : [`has the effect '${action.effect}', not one of ${effects.join(', ')}`],
}

/** What is wrong with the cards: one line for each problem, naming the file. */
export function cardProblems(files: readonly DeclaringFile<Card>[], registered: readonly Card[]): string[] {
  return problems(cardKind, files, registered)
}

/** What is wrong with the actions of all connectors. */
export function actionProblems(
  files: readonly DeclaringFile<Action>[],
  registered: readonly Action[],
): string[] {
  return problems(actionKind, files, registered)
}

function problems<Item extends Card | Action>(
  kind: Kind<Item>,
  files: readonly DeclaringFile<Item>[],
  registered: readonly Item[],
): string[] {
  const registeredIds = new Set(registered.map((item) => item.id))
  const declaring = files.filter(({ declared }) => declared.length > 0)
  const inFiles = declaring.flatMap(({ file, declared }) => {
    const expected = kind.idOf(file)
    if (expected === undefined) return [`${file}: is no place for ${kind.name}s`]
    return [
      ...(declared.length > 1
        ? [`${file}: declares ${declared.length} ${kind.name}s; one file is one ${kind.name}`]
        : []),
      ...declared.flatMap((item) => [
        ...(item.id === expected ? [] : [`${file}: has the id '${item.id}'; its path says '${expected}'`]),
        ...(registeredIds.has(item.id) ? [] : [`${file}: '${item.id}' is missing from the registry`]),
        ...[...textProblems(item), ...kind.itemProblems(item)].map(
          (problem) => `${file}: '${item.id}' ${problem}`,
        ),
      ]),
    ]
  })
  const declaredIds = new Set(declaring.flatMap(({ declared }) => declared.map((item) => item.id)))
  const homeless = [...registeredIds].filter((id) => !declaredIds.has(id))
  return [...inFiles, ...homeless.map((id) => `registry: '${id}' is declared by no ${kind.name} file`)]
}

function textProblems(item: Card | Action): string[] {
  return [
    ...(item.title.trim() === '' ? ['has no title'] : []),
    ...(item.description.trim() === '' ? ['has no description'] : []),
  ]
}

/** `list/find-first.ts` is `list.find_first`. */
function idFrom(match: RegExpExecArray | null): string | undefined {
  const [, family, name] = match ?? []
  if (family === undefined || name === undefined) return undefined
  return `${family}.${name}`.replaceAll('-', '_')
}
