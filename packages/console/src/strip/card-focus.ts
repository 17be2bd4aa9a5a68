/**
 * Arrow keys over the card titles: left and right walk in run order, up and down jump between the lanes of the nearest
 * container, Home and End go to the ends. Reads the drawn order, so it holds for any nesting.
 */
export function moveByKey(event: KeyboardEvent, strip: HTMLElement): void {
  const from = event.target instanceof Element ? event.target.closest('article') : null
  const title = from?.querySelector<HTMLElement>('[data-card]')
  if (from === null || title === null || title === undefined || event.target instanceof HTMLInputElement)
    return
  const titles = [...strip.querySelectorAll<HTMLElement>('[data-card]')]
  const target = targetOf(event.key, titles, title)
  if (target === undefined) return
  event.preventDefault()
  focusCard(target)
}

/** Focuses a card's title and brings it into view. */
export function focusCard(title: HTMLElement): void {
  title.focus({ preventScroll: true })
  showCard(title, 'smooth')
}

/** Brings a card's head into view: a card can be taller than the window, its head never is. */
export function showCard(title: HTMLElement, behavior: ScrollBehavior): void {
  title.scrollIntoView({ block: 'nearest', inline: 'center', behavior })
}

function targetOf(key: string, titles: readonly HTMLElement[], title: HTMLElement): HTMLElement | undefined {
  const at = titles.indexOf(title)
  switch (key) {
    case 'ArrowRight':
      return titles[at + 1]
    case 'ArrowLeft':
      return titles[at - 1]
    case 'Home':
      return titles[0]
    case 'End':
      return titles.at(-1)
    case 'ArrowDown':
      return firstInLane(title, 'nextElementSibling')
    case 'ArrowUp':
      return firstInLane(title, 'previousElementSibling')
    default:
      return undefined
  }
}

function firstInLane(
  title: HTMLElement,
  direction: 'nextElementSibling' | 'previousElementSibling',
): HTMLElement | undefined {
  for (let lane = title.closest('[data-lane]'); lane !== null; lane = outerLane(lane)) {
    const found = lane[direction]?.querySelector<HTMLElement>('[data-card]')
    if (found !== null && found !== undefined) return found
  }
  return undefined
}

function outerLane(lane: Element): Element | null {
  return lane.parentElement?.closest('[data-lane]') ?? null
}
