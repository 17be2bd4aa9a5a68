import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import {
  alerts,
  checks,
  detections,
  events,
  findings,
  executions,
  live,
  oktaHooks,
  questions,
  system,
} from '@keyway/api'
import type { live as liveTypes } from '@keyway/api'

export type LiveState = 'connecting' | 'open' | 'lost'
type Listener = (changes: readonly liveTypes.ExecutionChange[]) => void

interface Live {
  state: LiveState
  subscribe: (listener: Listener) => () => void
}

/** A burst of changes becomes one refresh: at 1,000 executions a second the page still asks less than twice. */
const batchMs = 600

/** What an execution's change may change beside it. */
const followed = [
  system.getSystem,
  events.listEvents,
  oktaHooks.listOktaHooks,
  questions.listQuestions,
  questions.getQuestion,
]

/** What an alert's change may change. */
const ofFindings = [findings.listFindings, findings.getFinding, checks.listChecks, checks.getCheck]
const ofAlerts = [alerts.listAlerts, alerts.getAlert, alerts.countAlerts, detections.listDetections]

const LiveContext = createContext<Live>({ state: 'connecting', subscribe: () => () => undefined })

/** Follows the server's changes and refreshes what the open page shows of them. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  const listeners = useRef(new Set<Listener>())

  useEffect(() => {
    const source = new EventSource(live.liveChanges.path)
    let pending: liveTypes.ExecutionChange[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    let wasLost = false

    const flush = () => {
      timer = undefined
      const changes = pending
      pending = []
      for (const listener of listeners.current) listener(changes)
      for (const id of new Set(changes.map((change) => change.id))) {
        void client.invalidateQueries({ queryKey: [executions.getExecution.path, { executionId: id }] })
      }
      for (const { path } of followed) {
        void client.invalidateQueries({ queryKey: [path] })
      }
    }

    source.addEventListener('open', () => {
      setState('open')
      // What changed while the stream was down was not told: read everything on screen again.
      if (wasLost) void client.invalidateQueries()
      wasLost = false
    })
    source.addEventListener('error', () => {
      wasLost = true
      setState('lost')
    })
    source.addEventListener('execution', (message: MessageEvent<string>) => {
      const change = live.executionChange.safeParse(JSON.parse(message.data))
      if (!change.success) return
      pending.push(change.data)
      timer ??= setTimeout(flush, batchMs)
    })
    source.addEventListener('alerts', () => {
      for (const { path } of ofAlerts) void client.invalidateQueries({ queryKey: [path] })
    })
    source.addEventListener('findings', () => {
      for (const { path } of ofFindings) void client.invalidateQueries({ queryKey: [path] })
    })
    // More changed than can be told one by one.
    source.addEventListener('resync', () => void client.invalidateQueries())
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [client])

  const value = useMemo<Live>(
    () => ({
      state,
      subscribe: (listener) => {
        listeners.current.add(listener)
        return () => listeners.current.delete(listener)
      },
    }),
    [state],
  )
  return <LiveContext value={value}>{children}</LiveContext>
}

export function useLive(): Live {
  return useContext(LiveContext)
}
