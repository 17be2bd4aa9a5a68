import { expect, it } from 'vitest'
import { readTyped, typedText } from './typed-value.ts'

it('reads what somebody writes by the kind of the input', () => {
  expect(readTyped('12.5', 'number')).toEqual({ ok: true, value: 12.5 })
  expect(readTyped('twelve', 'number')).toEqual({ ok: false })
  expect(readTyped('12', 'text')).toEqual({ ok: true, value: '12' })
  expect(readTyped('12', 'any')).toEqual({ ok: true, value: 12 })
  expect(readTyped('true', 'any')).toEqual({ ok: true, value: true })
  expect(readTyped('C0001', 'any')).toEqual({ ok: true, value: 'C0001' })
  expect(readTyped('soon', 'date')).toEqual({ ok: false })
  expect(readTyped('2026-11-22', 'date')).toEqual({ ok: true, value: '2026-11-22' })
})

it('starts with the constant that is there', () => {
  expect(typedText({ kind: 'constant', value: 'C0001' })).toBe('C0001')
  expect(typedText({ kind: 'constant', value: 5 })).toBe('5')
  expect(typedText(null)).toBe('')
  expect(typedText({ kind: 'reference', reference: 'user.id', as: null })).toBe('')
})
