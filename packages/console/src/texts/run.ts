/** What the designer says of running a flow. */
export const runTexts = {
  shown: (version: number | null) =>
    version === null
      ? 'On the cards: the values of this execution.'
      : `On the cards: the values of this execution of version ${version}.`,
  goToFailed: 'Go to the failed card',
  open: 'Open the execution',
  close: 'Take the values off the cards',
  publishAndRun: 'Publish and run',
  runVersion: (version: number) => `Run version ${version}`,
  draftDiffers: 'An execution runs a published version. The draft has changes that are not in one yet.',
  neverPublished: 'An execution runs a published version. Running publishes this draft as the first one.',
  fromEvent: 'A real event',
  fromEventHelp: 'The latest that this flow listens to; its values are put in below.',
  noEvents: 'No such event came yet.',
  rerunTitle: (card: string) => `Run again from ${card}`,
  rerunHelp:
    'What came before this card is taken over from the earlier execution; this card and what follows run as they are in the draft.',
  rerunPublishes: 'The draft is published first.',
  rerun: 'Run from here',
  rerunPublish: 'Publish and run from here',
}
