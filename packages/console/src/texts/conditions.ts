import type { Direction, Join } from '../trigger/condition-tree.ts'

const joins: Record<Join, string> = {
  all: 'all of these hold',
  any: 'at least one of these holds',
  none: 'none of these holds',
}
const moves: Record<Direction, string> = {
  up: 'Move up',
  down: 'Move down',
  in: 'Move into the group beside it',
  out: 'Move out of its group',
}
const keys: Record<Direction, string> = { up: 'Alt ↑', down: 'Alt ↓', in: 'Alt →', out: 'Alt ←' }

/** `2.1`: the first member of the second one. */
const position = (place: readonly number[]): string => place.map((index) => index + 1).join('.')

export const conditionTexts = {
  title: 'Conditions',
  help: 'What they keep out costs no execution.',
  joins,
  joinOf: (place: readonly number[]) =>
    place.length === 0 ? 'Start when' : `Group ${position(place)} holds when`,
  nothing: 'Every such event starts the flow.',
  nothingInGroup: 'Nothing in it yet; without anything it is left out.',
  group: (place: readonly number[]) => (place.length === 0 ? 'Conditions' : `Group ${position(place)}`),
  condition: (place: readonly number[]) => `Condition ${position(place)}`,
  addComparison: 'Add comparison',
  addGroup: 'Add group',
  addFilter: 'Add Okta filter',
  addIn: (what: string, place: readonly number[]) =>
    place.length === 0 ? what : `${what} to group ${position(place)}`,
  actionsOf: (what: string) => `Actions of ${what}`,
  moves,
  keys,
  wrapIn: (join: Join) => `In a group: ${joins[join]}`,
  unwrap: 'Take the group away, keep what is in it',
  duplicate: 'Copy',
  remove: 'Remove',
  done: {
    moved: (place: readonly number[]) => `Moved to ${position(place)}.`,
    added: (place: readonly number[]) => `Added as ${position(place)}.`,
    removed: 'Removed.',
    wrapped: (place: readonly number[]) => `In a group now, as ${position(place)}.`,
    unwrapped: 'The group is gone; what was in it stayed.',
  },
  field: 'Field',
  fieldPlaceholder: 'outcome.result',
  fieldHint: (title: string | null, example: string | null) =>
    [title, example === null ? null : `such as ${example}`].filter((part) => part !== null).join(', '),
  operator: 'Comparison',
  value: 'Value',
  left: 'Compare',
  right: 'With',
  comparedType: 'Compared as',
  typeOfLeft: 'by its type',
  asType: (type: string) => `as ${type}`,
  values: { true: 'true', false: 'false' },
  listPlaceholder: 'Type one, press Enter',
  comparedAs: (type: string) => `Both sides are compared as ${type}.`,
  kept: 'Written in YAML; it can be moved and removed here, and is changed there.',
  filter: 'Okta filter',
  filterHelp: 'As an event hook of Okta takes it.',
  filterExample: "event.target.?[type eq 'UserGroup' && displayName eq 'Sales'].size()>0",
  goToFault: 'Go to it',
  fieldsFrom: (events: number) =>
    events === 0
      ? 'Fields come from what is known of the event; none has arrived yet.'
      : `Fields and values come from what is known of the event and from the last ${events === 1 ? 'one' : events} that arrived.`,
}
