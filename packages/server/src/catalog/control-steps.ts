/**
 * The control steps of the engine, listed among the cards so that people who look for "If Error" find `try`. They are no
 * cards: the interpreter knows them, and their fields are those of the flow document.
 */
export const controlSteps = [
  step({
    id: 'if',
    title: 'If / Else',
    description: 'Runs one of several lanes; the first condition that holds decides.',
    methods: ['control.if', 'control.join', 'control.branch'],
  }),
  step({
    id: 'switch',
    title: 'Switch',
    description: 'Runs one of several lanes, chosen by one value.',
    methods: [],
  }),
  step({
    id: 'try',
    title: 'If Error',
    description: 'Runs a lane, and another one if an error happens in the first.',
    methods: ['control.tryCatch'],
  }),
  step({
    id: 'forEach',
    title: 'For Each',
    description:
      'Runs its lane once for each item, in order or several at a time; maps, filters, finds or folds.',
    methods: ['list.each', 'list.asyncEach', 'list.map', 'list.filter', 'list.reduce', 'object.map'],
  }),
  step({
    id: 'stream',
    title: 'For Each of a stream',
    description: 'Runs its lane for each item that an action lists, page after page, however many there are.',
    methods: [],
  }),
  step({
    id: 'repeat',
    title: 'Repeat',
    description: 'Runs its lane a number of times.',
    methods: ['control.times'],
  }),
  step({
    id: 'call',
    title: 'Call Flow',
    description: 'Runs a helper flow and takes its result, or goes on without waiting.',
    methods: ['control.spawn', 'control.run'],
  }),
  step({
    id: 'return',
    title: 'Return',
    description: 'Ends the flow, or the step it is in, with named results.',
    methods: ['control.return'],
  }),
  step({
    id: 'continueIf',
    title: 'Continue If',
    description: 'Goes on only if a condition holds; otherwise ends the flow normally.',
    methods: ['control.continueIf'],
  }),
  step({
    id: 'fail',
    title: 'Return Error',
    description: 'Ends with an error, always or when a condition holds.',
    methods: ['control.throw', 'control.throwIf'],
  }),
  step({
    id: 'respond',
    title: 'Answer',
    description: 'Answers the caller of an API endpoint, and ends the flow or goes on.',
    methods: ['control.returnRaw', 'httpfunctions.close'],
  }),
  step({
    id: 'wait',
    title: 'Wait',
    description:
      'Waits for a time, until a moment, or for a person to approve or answer, also through a restart.',
    methods: ['control.wait', 'control.until'],
  }),
  step({
    id: 'note',
    title: 'Note',
    description: 'Text between cards; never runs.',
    methods: ['control.comment', 'control.noop'],
  }),
]

interface ControlStep {
  id: string
  title: string
  description: string
  methods: string[]
}

function step({ id, title, description, methods }: ControlStep) {
  const standsFor = methods.map((method) => `okta-workflows:${method}`)
  return { id: `control.${id}`, title, description, standsFor, input: {}, output: {} }
}
