import { commandTexts } from '../texts/command-palette.ts'

export type CommandGroup = keyof typeof commandTexts.groups

/** Something the palette leads to. */
export interface Command {
  group: CommandGroup
  label: string
  to: string
}

const texts = commandTexts
/** Long enough to be somebody's name. */
const shortestName = 2
const mostShown = 30
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Known commands whose words begin with what was typed, then what the text itself may be: an id, or somebody's name. */
export function findCommands(
  known: readonly Command[],
  typed: string,
  { hasPeople }: { hasPeople: boolean },
): Command[] {
  const text = typed.trim()
  if (uuid.test(text)) return byId(text.toLowerCase())
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = known.filter(({ label }) => {
    const parts = label.toLowerCase().split(/[^\p{L}\p{N}]+/u)
    return words.every(
      (word) => parts.some((part) => part.startsWith(word)) || label.toLowerCase().includes(word),
    )
  })
  return [...found.slice(0, mostShown), ...(text.length < shortestName ? [] : byName(text, hasPeople))]
}

function byId(id: string): Command[] {
  return [
    { group: 'ids', label: texts.execution(id), to: `/executions/${id}` },
    { group: 'ids', label: texts.event(id), to: `/events/${id}` },
  ]
}

function byName(who: string, hasPeople: boolean): Command[] {
  const search = new URLSearchParams({ who }).toString()
  const person: Command[] = hasPeople
    ? [
        {
          group: 'people',
          label: texts.personOf(who),
          to: `/people?${new URLSearchParams({ search: who }).toString()}`,
        },
      ]
    : []
  return [
    ...person,
    { group: 'people', label: texts.executionsOf(who), to: `/executions?${search}` },
    { group: 'people', label: texts.eventsOf(who), to: `/events?${search}` },
  ]
}
