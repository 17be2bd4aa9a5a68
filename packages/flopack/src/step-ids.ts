/** Hands out step ids that are readable and unique in one flow. */
export interface StepIds {
  /** An id from a title: `Get Multiple` gives `getMultiple`, then `getMultiple2`. */
  take: (title: string) => string
}

/** Names that references use for something else. */
const reserved = ['trigger', 'execution']

/** Long titles make unreadable references. */
const maxLength = 40

export function createStepIds(): StepIds {
  const counts = new Map<string, number>(reserved.map((name) => [name, 1]))
  const taken = new Set(reserved)
  return {
    take(title) {
      const base = toIdentifier(title)
      let count = (counts.get(base) ?? 0) + 1
      while (taken.has(count === 1 ? base : `${base}${count}`)) count += 1
      counts.set(base, count)
      const id = count === 1 ? base : `${base}${count}`
      taken.add(id)
      return id
    },
  }
}

function toIdentifier(title: string): string {
  // Some characters become many when they are taken apart.
  const words = title
    .slice(0, 300)
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  const camel = words
    .map((word, position) => {
      const lower = word.toLowerCase()
      return position === 0 ? lower : `${lower.charAt(0).toUpperCase()}${lower.slice(1)}`
    })
    .join('')
    .slice(0, maxLength)
  if (camel === '') return 'step'
  return /^\d/.test(camel) ? `step${camel}` : camel
}
