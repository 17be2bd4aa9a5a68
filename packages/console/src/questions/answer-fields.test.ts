import { describe, expect, it } from 'vitest'
import { keepSeen, listAnswers, toAnswers, type AnswerField, type Question } from './answer-fields.ts'

const fields: AnswerField[] = [
  { key: 'laptop', title: 'Laptop', options: ['Mac', 'PC'], required: true },
  { key: 'seats', type: 'number' },
  { key: 'remote', type: 'boolean', required: true },
  { key: 'start', type: 'date' },
]

describe('a form that a person fills', () => {
  it('sends each field in its type and leaves out what was left open', () => {
    const read = toAnswers(fields, { laptop: 'PC', seats: ' 12 ', remote: 'false', start: '' })
    expect(read).toEqual({ ok: true, answers: { laptop: 'PC', seats: 12, remote: false } })
  })

  it('names the fields that need an answer or have none that fits', () => {
    const read = toAnswers(fields, { seats: 'a dozen' })
    expect(read.ok ? [] : Object.keys(read.wrong)).toEqual(['laptop', 'seats', 'remote'])
  })

  it('takes fields with names that objects have by themselves', () => {
    const odd: AnswerField[] = [{ key: '__proto__' }, { key: 'toString', required: true }]
    expect(toAnswers(odd, {})).toEqual({ ok: false, wrong: { toString: 'This needs an answer.' } })
    const typed = Object.fromEntries([
      ['__proto__', 'a'],
      ['toString', 'b'],
    ])
    const read = toAnswers(odd, typed)
    expect(read.ok ? Object.entries(read.answers) : []).toEqual([
      ['__proto__', 'a'],
      ['toString', 'b'],
    ])
  })
})

it('tells answers in the order of the form', () => {
  const question: Question = {
    id: 'q',
    executionId: 'e',
    flowId: 'f',
    flowName: 'Onboarding',
    step: 'steps[0]',
    question: 'What does she need?',
    details: null,
    approvers: [],
    fields,
    status: 'answered',
    createdAt: 0,
    expiresAt: 1,
    answeredAt: 1,
    answeredBy: 'it@acme.test',
    answer: { status: 'answered', answers: { remote: true, laptop: 'PC' } },
    mayAnswer: true,
  }
  expect(listAnswers(question).map(({ title, value }) => [title, value])).toEqual([
    ['Laptop', 'PC'],
    ['seats', null],
    ['remote', true],
    ['start', null],
  ])
})

describe('questions that stay in view', () => {
  it('keeps those that were answered in their place, new ones on top, older pages below', () => {
    const first = keepSeen([], ['c', 'b', 'a'])
    expect(first).toEqual(['c', 'b', 'a'])
    expect(keepSeen(first, ['d', 'c', 'a'])).toEqual(['d', 'c', 'b', 'a'])
    expect(keepSeen(first, ['c', 'a', 'z'])).toEqual(['c', 'b', 'a', 'z'])
    expect(keepSeen(first, ['e'])).toEqual(['e', 'c', 'b', 'a'])
  })
})
