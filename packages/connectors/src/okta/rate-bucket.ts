/**
 * The bucket a request counts in. Okta matches paths exactly first and then by the longest prefix, and often parts reads
 * from writes; what lies below one object shares a bucket here, which is coarser than Okta and so never too much. Facts
 * section 5.2.
 */
export function rateBucket({ method, pathname }: { method: string; pathname: string }): string {
  const [root = '', version = '', collection = '', id] = pathname.split('/').slice(1)
  const list = `/${root}/${version}/${collection}`
  if (id === undefined || id === '') return list
  return `${method === 'GET' ? 'GET' : 'write'} ${list}/{id}`
}
