import { useCallback, useEffect, useState } from 'react'

/** What is typed while a field that somebody asked for is still on its way: it begins with it, and the page sees none. */
export function useEarlyLetters(isWaiting: boolean): { letters: string; clear: () => void } {
  const [letters, setLetters] = useState('')
  useEffect(() => {
    if (!isWaiting) return undefined
    const take = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      setLetters((before) => before + event.key)
    }
    window.addEventListener('keydown', take, { capture: true })
    return () => window.removeEventListener('keydown', take, { capture: true })
  }, [isWaiting])
  const clear = useCallback(() => setLetters(''), [])
  return { letters, clear }
}
