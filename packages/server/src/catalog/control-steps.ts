/**
 * The control steps of the engine, listed among the cards so that people who look for "If Error" find `try`. They are no
 * cards: the interpreter knows them, and their fields are those of the flow document.
 */
export const controlSteps = [
  step('if', 'If / Else', 'Runs one of several lanes; the first condition that holds decides.', [
    'control.if',
    'control.join',
    'control.branch',
  ]),
  step('try', 'If Error', 'Runs a lane, and another one if an error happens in the first.', [
    'control.tryCatch',
  ]),
  step('forEach', 'For Each', 'Runs its lane once for each item, in order or several at a time.', [
    'list.each',
    'list.asyncEach',
  ]),
  step('call', 'Call Flow', 'Runs a helper flow and takes its result, or goes on without waiting.', [
    'control.spawn',
    'control.run',
  ]),
  step('return', 'Return', 'Ends the flow, or the step it is in, with named results.', ['control.return']),
  step('continueIf', 'Continue If', 'Goes on only if a condition holds; otherwise ends the flow normally.', [
    'control.continueIf',
  ]),
  step('fail', 'Return Error', 'Ends with an error, always or when a condition holds.', [
    'control.throw',
    'control.throwIf',
  ]),
  step('respond', 'Answer', 'Answers the caller of an API endpoint, and ends the flow or goes on.', [
    'control.returnRaw',
    'httpfunctions.close',
  ]),
  step('wait', 'Wait', 'Waits for a time or until a moment, also through a restart.', [
    'control.wait',
    'control.until',
  ]),
  step('note', 'Note', 'Text between cards; never runs.', ['control.comment', 'control.noop']),
]

function step(id: string, title: string, description: string, methods: string[]) {
  return {
    id: `control.${id}`,
    title,
    description,
    standsFor: methods.map((method) => `okta-workflows:${method}`),
    input: {},
    output: {},
  }
}
