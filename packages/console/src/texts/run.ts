/** What the designer says of running a flow. */
export const runTexts = {
  shown: (version: number | null) =>
    version === null
      ? 'On the cards: the values of this execution of the draft.'
      : `On the cards: the values of this execution of version ${version}.`,
  goToFailed: 'Go to the failed card',
  open: 'Open the execution',
  close: 'Take the values off the cards',
  runDraft: 'Run the draft',
  runDraftDry: 'Run the draft dry',
  runVersion: (version: number) => `Run version ${version}`,
  draftDiffers: (version: number) =>
    `The draft runs as it is now. Nothing is published: events and callers go on with version ${version}.`,
  neverPublished: 'The draft runs as it is now. Nothing is published by that.',
  fromEvent: 'A real event',
  fromEventHelp: 'The latest that this flow listens to; its values are put in below.',
  noEvents: 'No such event came yet.',
  rerunTitle: (card: string) => `Run again from ${card}`,
  rerunHelp:
    'What came before this card is taken over from the earlier execution; this card and what follows run as they are in the draft.',
  rerun: 'Run from here',
}
