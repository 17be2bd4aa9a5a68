import type { Flow, Step } from '@keyway/engine'
import type { Json, JsonObject } from '@keyway/sdk'
import type { Template } from './find-templates.ts'

/** The step that a template keeps its settings in. */
const settingsStep = 'settings'

/** The template as a flow of one's own: with another name, and other values in its settings. */
export function adaptTemplate({ document }: Template, name: string, settings: JsonObject): Flow {
  const adapt = (step: Step): Step =>
    'use' in step && step.id === settingsStep ? { ...step, with: { ...step.with, values: settings } } : step
  return { ...document, name, steps: document.steps.map(adapt) }
}

/** What somebody typed for a setting, in the type that the template has there; null where it makes no sense. */
export function readSetting(text: string, before: Json): Json {
  if (typeof before === 'number') {
    const number = Number(text)
    return text.trim() === '' || Number.isNaN(number) ? null : number
  }
  if (Array.isArray(before)) {
    const lines = text.split('\n').map((line) => line.trim())
    return lines.filter((line) => line !== '')
  }
  return text
}

/** A setting as text to edit; a list has a line for each item. */
export function printSetting(value: Json): string {
  if (Array.isArray(value)) return value.map((item) => printSetting(item)).join('\n')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** `mailTo` as a label: `Mail to`. */
export function labelOf(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
