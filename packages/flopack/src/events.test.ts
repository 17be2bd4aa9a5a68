import { expect, test } from 'vitest'
import { readFlopack } from './read-flopack.ts'
import { body, card, exportText } from './testing/build-export.ts'

const object = { type: 'object' }
const custom = { custom: true }

function eventFlow(type: string, { inputs = {}, outputs = {}, pins = [] as string[] }) {
  const event = body(
    [
      card('in', 'control.callable', { inputs: outputs, outputs, pins }),
      card('x', 'object.expand', {
        displayed: false,
        inputs: { object },
        outputs: { 'g/key': { list: true, data: ['Alternate ID'] }, 'g/value': {} },
        pins: ['g/value -> ret.login'],
      }),
      card('ret', 'control.return', {
        inputs: {
          login: custom,
          whole: { ...custom, ...object },
          time: custom,
          raw: { ...custom, ...object },
        },
      }),
    ],
    ['in>ret'],
  )
  const flow = body([
    card('ev', type, {
      title: 'Event',
      webhook: true,
      inputs,
      outputs: { collection: { ...object, list: true } },
      pins: ['collection -> each.list'],
    }),
    card('each', 'list.asyncEach', {
      inputs: { list: { ...object, list: true }, flo: { type: 'flo', data: event } },
    }),
  ])
  const reading = readFlopack(exportText({ flows: { a: flow } }))
  const [found] = reading.flows
  if (found === undefined) throw new Error('The export has a flow.')
  return found
}

test('the loop over a delivery is unwrapped, and fields are read from the raw event', () => {
  const found = eventFlow('http:okta.userCreated', {
    outputs: { 'Output/Okta User': object, 'Output/Date and Time': {}, 'Output/Full Details': object },
    pins: [
      'Output/Okta User -> x.object',
      'Output/Okta User -> ret.whole',
      'Output/Date and Time -> ret.time',
      'Output/Full Details -> ret.raw',
    ],
  })
  expect(found.kind).toBe('event')
  expect(found.document.trigger).toEqual({ event: 'okta.user.lifecycle.create', connection: 'okta' })
  expect(found.document.steps).toMatchObject([
    {
      return: {
        login: { ref: 'trigger.target[type=User].alternateId', as: 'text' },
        whole: {
          ID: { ref: 'trigger.target[type=User].id' },
          'Alternate ID': { ref: 'trigger.target[type=User].alternateId' },
        },
        time: { ref: 'trigger.published', as: 'text' },
        raw: { ref: 'trigger' },
      },
    },
  ])
  expect(found.cards.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 5 }, () => 'exact'))
})

test('fields without a counterpart in the raw event are null, and the card is adapted', () => {
  const found = eventFlow('http:oktadevices.userMFA', {
    outputs: { 'Output/MFA Factor': object },
    pins: ['Output/MFA Factor -> x.object'],
  })
  expect(found.document.steps).toMatchObject([{ return: { login: null } }])
  expect(found.cards).toContainEqual({
    card: 'oktadevices.userMFA',
    title: 'Event',
    verdict: 'adapted',
    reason: expect.stringContaining('"MFA Factor"'),
    advice: expect.stringContaining('Read it with a card after the start'),
  })
})

test('an event limited to one application becomes a trigger condition', () => {
  const found = eventFlow('http:okta.userAddedToApplicationMembership', {
    inputs: { 'parameters/instance': { data: '0oaexample', option: true } },
  })
  expect(found.document.trigger).toMatchObject({
    event: 'okta.application.user_membership.add',
    when: { field: 'target[type=AppInstance].id', is: 'equal to', to: '0oaexample' },
  })
})

test('an event of another connector keeps its place and is unsupported', () => {
  const found = eventFlow('http:tracker.issueUpdated', {})
  expect(found.document.trigger).toEqual({ event: 'tracker.issueUpdated' })
  expect(found.cards[0]).toMatchObject({ card: 'tracker.issueUpdated', verdict: 'unsupported' })
})
