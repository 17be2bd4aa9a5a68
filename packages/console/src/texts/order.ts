import type { Priority } from '@keyway/engine'
import type { OrderChoice } from '../flows/order-draft.ts'

const choices: Record<OrderChoice, { label: string; help: string }> = {
  usual: {
    label: 'As its events need it',
    help: 'Events whose order matters (lifecycle of a user, memberships) wait for each other by their subject; everything else runs at once.',
  },
  subject: {
    label: 'By subject',
    help: 'Events about the same user, else the same first target, run one after the other.',
  },
  flow: { label: 'One line for the flow', help: 'All executions of the flow run one after the other.' },
  key: {
    label: 'By a value',
    help: 'Executions with the same value run one after the other; without one they wait for nobody.',
  },
  unordered: { label: 'Without order', help: 'Everything runs at once, as it comes.' },
}

const priorities: Record<Priority | 'usual', string> = {
  usual: 'By what it does',
  incident: 'Incident: first, it stops harm',
  interactive: 'Interactive: a person waits',
  bulk: 'Bulk: it may take its time',
}

export const orderTexts = {
  title: 'Order and concurrency',
  change: 'Change order',
  dialogTitle: (flow: string) => `Order of "${flow}"`,
  choice: 'Which executions wait for each other',
  choices,
  key: 'Value',
  keyHelp: 'A field of what starts the flow, such as actor.id.',
  atOnce: 'How many of a line run at once',
  atOnceHelp: 'One that waits, is paused or in doubt keeps its place.',
  hasQueue: 'Limit how many may wait in a line',
  most: 'Most that may wait',
  whenFull: 'When one more comes',
  whenFulls: {
    'cancel newest': 'cancel the one that comes',
    'cancel oldest': 'cancel the one that waits longest',
  },
  priority: 'Whose requests go first where another system limits them',
  priorities,
  line: (choice: OrderChoice, key: string) =>
    choice === 'key' ? `Executions with the same ${key} run one after the other.` : choices[choice].help,
  lineAtOnce: (atOnce: number) => `${atOnce.toLocaleString('en')} of a line run at once.`,
  lineQueue: (most: number, whenFull: string) =>
    `At most ${most.toLocaleString('en')} wait in a line; when one more comes: ${whenFull}.`,
  linePriority: (priority: string) => `Priority: ${priority.charAt(0).toLowerCase()}${priority.slice(1)}.`,
}
