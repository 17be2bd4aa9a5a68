import type { ComponentType } from 'react'

/** A page within the shell. Each is its own chunk, so that the first load carries the shell only. */
export interface PageRoute {
  path: string
  lazy: { Component: () => Promise<ComponentType> }
}
