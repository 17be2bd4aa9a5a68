import { useEffect, useEffectEvent, type RefObject } from 'react'

/**
 * Listens to keys pressed anywhere inside an element. The element itself is no control, so it has no key handler of its
 * own: the keys belong to the buttons in it.
 */
export function useKeys(target: RefObject<HTMLElement | null>, handle: (event: KeyboardEvent) => void): void {
  const onKey = useEffectEvent(handle)
  useEffect(() => {
    const element = target.current
    if (element === null) return
    const listen = (event: KeyboardEvent) => onKey(event)
    element.addEventListener('keydown', listen)
    return () => element.removeEventListener('keydown', listen)
  }, [target])
}
