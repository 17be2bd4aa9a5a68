import { z } from 'zod'

/**
 * An instant, as ISO-8601 text in UTC with milliseconds (`2026-06-03T09:15:32.114Z`). Dates are text between steps, so
 * that journals, API answers and the browser read the same value.
 */
export const isoDate = z.string().meta({ format: 'date-time' })
