/** Which value of a card is open beside the strip. */
export interface ValueAddress {
  side: 'input' | 'output'
  key: string
}

/** What is looked at on a strip. It lives in the address of the page, so every view of it can be sent to someone. */
export interface StripAddress {
  card: string | null
  value: ValueAddress | null
  /** Chosen turn by loop path. */
  turns: ReadonlyMap<string, number>
}

/** Reads `?card=steps[1]&value=input.text&turns=steps[2]:4~steps[2].do[0]:1`; what makes no sense is left out. */
export function parseAddress(search: URLSearchParams): StripAddress {
  const [, side, key] = /^(input|output)\.(.+)$/.exec(search.get('value') ?? '') ?? []
  const turns = (search.get('turns') ?? '').split('~').flatMap((part): [string, number][] => {
    const [, loop, turn] = /^(.+):(\d+)$/.exec(part) ?? []
    return loop === undefined || turn === undefined ? [] : [[loop, Number(turn)]]
  })
  return {
    card: search.get('card'),
    value: key === undefined ? null : { side: side === 'input' ? 'input' : 'output', key },
    turns: new Map(turns),
  }
}

/** Writes the address into search parameters and keeps the others. */
export function printAddress(address: StripAddress, search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search)
  const parts = {
    card: address.card,
    value: address.value === null ? null : `${address.value.side}.${address.value.key}`,
    turns: [...address.turns].map(([loop, turn]) => `${loop}:${turn}`).join('~'),
  }
  for (const [name, value] of Object.entries(parts)) {
    if (value === null || value === '') next.delete(name)
    else next.set(name, value)
  }
  return next
}
