import type { detections, AnswerOf } from '@keyway/api'

export type Detection = AnswerOf<typeof detections.listDetections>['items'][number]

/** What the list of detections shows; it lives in the page's address. */
export interface DetectionFilters {
  text: string
  state: (typeof detectionStates)[number]
  language: (typeof languages)[number]
}

export const detectionStates = ['all', 'on', 'off', 'problem'] as const
export const languages = ['all', 'native', 'sigma', 'okta filter'] as const

/** Reads filters from the address; unknown values count as no filter. */
export function parseDetectionFilters(search: URLSearchParams): DetectionFilters {
  return {
    text: search.get('text') ?? '',
    state: detectionStates.find((known) => known === search.get('state')) ?? 'all',
    language: languages.find((known) => known === search.get('language')) ?? 'all',
  }
}

export function printDetectionFilters({ text, state, language }: DetectionFilters): URLSearchParams {
  const search = new URLSearchParams()
  if (text !== '') search.set('text', text)
  if (state !== 'all') search.set('state', state)
  if (language !== 'all') search.set('language', language)
  return search
}

export function fits(detection: Detection, { text, state, language }: DetectionFilters): boolean {
  const { id, title, description, tags, status, isOn } = detection
  const whole = [id, title, description, ...tags].join('\n').toLowerCase()
  if (!whole.includes(text.trim().toLowerCase())) return false
  if (language !== 'all' && detection.language !== language) return false
  if (state === 'problem') return status !== 'loaded'
  return state === 'all' || (status === 'loaded' && isOn === (state === 'on'))
}
