import { expect, test } from 'vitest'
import { adaptTemplate, labelOf, printSetting, readSetting } from './adapt-template.ts'
import { findTemplates, type Template } from './find-templates.ts'

const template: Template = {
  id: 'weekly',
  category: 'reports',
  title: 'Weekly report',
  description: 'What happened comes by mail.',
  kind: 'schedule',
  connectors: ['okta', 'email'],
  settings: { days: 7, types: ['a', 'b'] },
  tables: [],
  yaml: '',
  document: {
    keyway: 1,
    name: 'Weekly report',
    trigger: { manual: true },
    steps: [
      { id: 'settings', use: 'flow.assign', with: { values: { days: 7, types: ['a', 'b'] } } },
      { id: 'other', use: 'flow.assign', with: { values: { days: 1 } } },
    ],
  },
}

test('only the settings and the name of the flow are changed', () => {
  const adapted = adaptTemplate(template, 'Ours', { days: 14 })
  expect(adapted.name).toBe('Ours')
  expect(adapted.steps[0]).toEqual({ id: 'settings', use: 'flow.assign', with: { values: { days: 14 } } })
  expect(adapted.steps[1]).toEqual(template.document.steps[1])
  expect(template.document.name).toBe('Weekly report')
})

test('what is typed keeps the type of the setting', () => {
  expect(readSetting('30', 7)).toBe(30)
  expect(readSetting('soon', 7)).toBeNull()
  expect(readSetting('a\n\n b ', ['x'])).toEqual(['a', 'b'])
  expect(readSetting(printSetting(['a', 'b']), [])).toEqual(['a', 'b'])
  expect(readSetting('30', 'text')).toBe('30')
  expect(labelOf('mailTo')).toBe('Mail to')
})

test('all words have to be there, in any order', () => {
  const find = (text: string, category: Template['category'] | null = null) =>
    findTemplates([template], { text, category }).length
  expect(find('MAIL weekly')).toBe(1)
  expect(find('okta')).toBe(1)
  expect(find('weekly slack')).toBe(0)
  expect(find('', 'threats')).toBe(0)
})
