import { useMemo } from 'react'
import { catalog } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { emptyCatalog, indexCatalog, type CatalogIndex } from './catalog-index.ts'

/** Titles and types of all cards. Until it is there, cards show their ids: a drawing never waits for it. */
export function useCatalogIndex(): CatalogIndex {
  const { data } = useAnswer(catalog.getCatalog)
  return useMemo(() => (data === undefined ? emptyCatalog : indexCatalog(data)), [data])
}
