import { useMutation, useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query'
import type { CallInput, Route } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { call } from './client.ts'

/** Cache key of an answer; every key of a route starts with its path, so a route can be refreshed as a whole. */
export function answerKey(
  route: { path: string },
  input: { params?: object; query?: object } = {},
): QueryKey {
  return [route.path, input.params ?? {}, input.query ?? {}]
}

/** Milliseconds until an answer is asked for again, by what it said; false for not at all. */
type AskAgain<Answer> = (query: { state: { data: Answer | undefined } }) => number | false

/** The answer of a route, kept fresh by the live stream and by the mutations that name it. */
export function useAnswer<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  route: Route<Params, Query, Body, Answer>,
  input: CallInput<z.input<Params>, z.input<Query>, z.input<Body>> = {},
  options: {
    enabled?: boolean
    staleTime?: number
    refetchInterval?: number | AskAgain<z.output<Answer>>
  } = {},
) {
  return useQuery({
    queryKey: answerKey(route, input),
    queryFn: ({ signal }) => call(route, { ...input, signal }),
    ...options,
  })
}

/** Sends a change and then refreshes the routes it may have changed. */
export function useSend<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(route: Route<Params, Query, Body, Answer>, refresh: readonly { path: string }[] = []) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: CallInput<z.input<Params>, z.input<Query>, z.input<Body>>) => call(route, input),
    onSuccess: () => Promise.all(refresh.map(({ path }) => client.invalidateQueries({ queryKey: [path] }))),
  })
}
