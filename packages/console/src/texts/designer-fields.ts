/** Words of the form of a step. */
export const fieldTexts = {
  required: '(required)',
  notSet: 'Not set',
  defaultIs: (value: string) => `Default: ${value}`,
  true: 'True',
  false: 'False',
  noChoice: (value: string) => `"${value}" is none of the choices.`,
  kindIs: (kind: string) => `Type: ${kind}`,
  kindOf: (label: string, kind: string) => `Type of ${label}: ${kind}`,
  kinds: { text: 'Text', number: 'Number', boolean: 'Yes/no', list: 'List', object: 'Object' },
  braces: 'Not taken over: a text with values of other steps cannot have "{{" or a "{" right before a value.',
  insert: 'Insert a value (Alt+I)',
  insertIn: (name: string) => `Insert a value into ${name}`,
  take: 'Take from a step',
  takeFor: (label: string) => `Take ${label} from a step`,
  taken: (name: string, reference: string) => `${name} is taken from ${reference}. Choose another value`,
  takeAnother: 'Take another value',
  disconnect: 'Disconnect',
  actionsOf: (name: string) => `What to do with ${name}`,
  convert: 'Convert to',
  asItIs: 'As it is',
  convertedTo: (type: string) => `Converted to ${type}.`,
  types: {
    text: 'Text',
    number: 'Number',
    boolean: 'True or false',
    date: 'Date',
    object: 'Object (JSON is read)',
    'text[]': 'List of texts',
    'object[]': 'List of objects',
  },
  clash: (found: string, wanted: string) => `Is ${found}, wanted is ${wanted}`,
  pickDate: 'pick',
  typeDate: 'type',
  jsonHelp: 'As the document writes it: { "ref": "step.output" } takes a value.',
  notJson: 'This is no JSON yet, so it is not taken over.',
  item: (name: string, position: number) => `${name}, item ${position}`,
  addItem: 'Add item',
  addItemTo: (name: string) => `Add item to ${name}`,
  addMember: 'Add a field…',
  addMemberTo: (name: string) => `Add a field to ${name}`,
  remove: (name: string) => `Remove ${name}`,
  up: (name: string) => `Move ${name} up`,
  picker: {
    title: 'Values of other steps',
    search: 'Search by name or example',
    nothing: 'No step before this one has such a value.',
    help: 'Arrows to move and open, Enter to take.',
    trigger: 'Trigger',
    execution: 'This execution',
    turn: (step: string) => `${step}: this turn`,
    error: (step: string) => `${step}: the error`,
    row: (row: {
      label: string
      kind: string
      example: string | null
      clash: string | null
      canOpen: boolean
    }) =>
      [
        row.label,
        row.kind,
        row.example === null ? '' : `for example ${row.example}`,
        row.clash ?? '',
        row.canOpen ? 'has more inside' : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
  },
}
