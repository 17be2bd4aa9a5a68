import type { HelperSignature } from './scope.ts'

/** What of a card is not as it was, and what somebody can do about it. */
export interface Loss {
  reason: string
  advice: string
}

/** What cards lose whatever they do. What one card loses stands beside its mapping. */
export const losses = {
  start: (card: string): Loss => ({
    reason: `A flow cannot start with a card of type ${card}.`,
    advice: 'Choose in the first card what starts the flow: an event, a schedule, a call or a person.',
  }),
  event: (card: string): Loss => ({
    reason: `The event of ${card} is not known; choose what starts this flow.`,
    advice:
      'Open the first card and choose an event of the same system, or a webhook source that system can call.',
  }),
  eventField: (field: string): Loss => ({
    reason: `The field "${field}" has no counterpart in the raw event and is empty.`,
    advice: 'Read it with a card after the start, or leave out the steps that need it.',
  }),
  eventFieldShape: (field: string): Loss => ({
    reason: `The field "${field}" is read from the raw event, which may shape it differently.`,
    advice: 'Run the flow dry on a real event and compare the value with what later cards expect.',
  }),
  scheduleSpan: {
    reason: 'The start and end date of its schedule are left out; it runs without end.',
    advice: 'Switch the flow on and off on these days, or begin it with a Continue If on the date.',
  },
  requestParts: (field: string, part: string): Loss => ({
    reason: `Two parts of the request are named "${field}"; the one in ${part} is read from the whole.`,
    advice: `Where cards read it, choose "${field}" within ${part} of the request.`,
  }),
  itemNames: {
    reason: 'The items of its list have the names Keyway gives their fields.',
    advice:
      'Look at the fields that later cards read of an item, and choose them again where they are empty.',
  },
  noHelper: {
    reason: 'No helper flow is chosen.',
    advice: 'Replace it by Call flow and choose the helper flow, or delete it.',
  },
  helperMissing: (id: string): Loss => ({
    reason: `The helper flow ${id} is not in this file.`,
    advice: 'Export the folder with that helper and import it together, or replace this card by Call flow.',
  }),
  itemPassed: (input: string): Loss => ({
    reason: `The card passes nothing; the item is passed as "${input}", the helper's only input.`,
    advice: 'Nothing to do if the helper works on one item; else set what the card passes.',
  }),
  concurrency: {
    reason: 'How many items run at a time was computed; they run one at a time.',
    advice: 'Set a number of items at a time on the loop if it takes too long.',
  },
  handler: {
    reason: 'Its own error handler is left out.',
    advice: 'Put the card into If Error and build what its handler did in the lower lane.',
  },
  policy: (policy: string): Loss => ({
    reason: `Its error policy "${policy}" is not known; the flow ends with the error.`,
    advice: 'Put the card into If Error if the flow is to go on after an error.',
  }),
  retries: (times: number): Loss => ({
    reason: `It was tried ${times} more times as a whole; here each action in its flow is tried again by itself.`,
    advice:
      'Nothing to do, unless the whole has to begin anew: then call it from a Repeat with If Error inside.',
  }),
  ownError: {
    reason: 'When it fails, the flow ends with the error itself, and nothing else.',
    advice: 'Put it into If Error and build in the lower lane what is to happen then.',
  },
  streaming: {
    reason: 'Streaming the records of this card to a helper flow is not imported yet.',
    advice: 'Replace it by the card that lists the records, and call the helper flow from For Each.',
  },
  option: (option: string): Loss => ({
    reason: `Its option "${option}" has no counterpart and is left out.`,
    advice:
      'Compare what the card gives with what it gave; its custom API action can do what the option did.',
  }),
  optionValue: (option: string, value: string): Loss => ({
    reason: `Its option "${option}" has the value "${value}", which is not known.`,
    advice: 'Place the card of this name from the palette and choose the value that comes closest.',
  }),
  input: (input: string): Loss => ({
    reason: `Its input "${input}" has no counterpart and is left out.`,
    advice: 'If the value matters, set it with the custom API action of the same connector after this card.',
  }),
  output: (output: string): Loss => ({
    reason: `Its output "${output}" has no counterpart and is empty.`,
    advice:
      'Where cards read it, choose another output of this card or read the value with a card of its own.',
  }),
  filterValue: {
    reason: 'A value of its filter is lost; the condition compares with nothing.',
    advice: 'Open the filter of the card and set what the column is compared with.',
  },
  filterComputed: {
    reason: 'A filter that is computed is not imported.',
    advice: 'Place the card anew and build its filter, with computed values in it where they are needed.',
  },
  filterCondition: {
    reason: 'One of the conditions of its filter is not readable.',
    advice: 'Place the card anew and build its filter as it stood in Okta Workflows.',
  },
  filterOperator: (operator: string): Loss => ({
    reason: `Its filter compares with "${operator}", which is not known.`,
    advice: 'Place the card anew, read more rows than needed, and keep the right ones with Filter.',
  }),
  comparison: {
    reason: 'Its comparison is not known.',
    advice: 'Replace it by the same card from the palette and choose a comparison.',
  },
  oneComparison: {
    reason: 'One of its comparisons is not known.',
    advice: 'Open the card that follows it, set the comparison, and delete this one.',
  },
  noCondition: {
    reason: 'It has no condition.',
    advice: 'Replace it by If and set its condition, or delete it.',
  },
  noDuration: { reason: 'It names no duration.', advice: 'Replace it by Wait and set how long.' },
  computedUnit: {
    reason: 'Its unit is computed; choose one.',
    advice: 'Replace it by Wait in seconds, and compute the seconds before it.',
  },
  unitLength: (unit: string): Loss => ({
    reason: `It waits in units of "${unit}", whose length is not fixed.`,
    advice: 'Compute the date with the Date cards and wait until then.',
  }),
  durationText: {
    reason: 'Its duration is not a number.',
    advice: 'Replace it by Wait and set a number.',
  },
  noUnit: {
    reason: 'It names no unit; its duration is read in seconds.',
    advice: 'Open the card and change the duration if seconds were not meant.',
  },
  noDate: { reason: 'It names no date.', advice: 'Replace it by Wait until and set the date.' },
  streamHelper: {
    reason: 'It streams records, but names no helper flow of this file.',
    advice: 'Import the file with the helper flow too, then choose it in the card.',
  },
  streamLimit: {
    reason: 'Every record is streamed; its record limit is left out.',
    advice: 'If fewer are wanted, count them in the helper flow and leave the loop with Continue If.',
  },
  earlyStop: {
    reason: 'A turn whose helper stops early gives {} instead of nothing.',
    advice: 'Filter empty objects out of the list where later cards count its items.',
  },
  unclearItem: (helper: HelperSignature): Loss => ({
    reason: `${unclear(helper)} Each item is the object of all of them.`,
    advice: 'Give the helper one Return card, or read the field that is meant from each item.',
  }),
  unclearKeep: (helper: HelperSignature, decides: string | undefined): Loss => ({
    reason: `${unclear(helper)} ${decides === undefined ? 'Nothing is kept.' : `"${decides}" decides what is kept.`}`,
    advice: 'Give the helper one Return card with a single true or false.',
  }),
  unclearMemo: (helper: HelperSignature): Loss => ({
    reason: `${unclear(helper)} The next value is the object of all of them.`,
    advice: 'Give the helper one Return card with the next value only.',
  }),
  laneHelper: (lane: string): Loss => ({
    reason: `The lane "${lane}" calls a helper flow without inputs.`,
    advice: 'Open the call in that lane and fill the inputs that the helper flow needs.',
  }),
  zoneRenamed: (zone: string, known: string): Loss => ({
    reason: `There is no time zone "${zone}"; it became "${known}".`,
    advice: 'Choose another time zone in the card if that is not the one meant.',
  }),
  zone: (zone: string): Loss => ({
    reason: `There is no time zone "${zone}"; it fails until you choose one, such as "UTC".`,
    advice: 'Choose a time zone in the card.',
  }),
} as const

function unclear({ name }: HelperSignature): string {
  return `The helper "${name}" does not return one single value.`
}
