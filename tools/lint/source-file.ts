/** Where a file stands in the repository: `packages/<folder>/src/<path>`. */
export type SourceFile = { readonly folder: string; readonly path: string }

/** Returns undefined for files outside the sources of a package (tools, end-to-end tests, configuration). */
export function toSourceFile(filename: string): SourceFile | undefined {
  const match = /^.*\/packages\/([^/]+)\/src\/(.+)$/.exec(filename.replaceAll('\\', '/'))
  const [, folder, path] = match ?? []
  return folder !== undefined && path !== undefined ? { folder, path } : undefined
}

/** Tests may use whatever their package declares; only shipped code is bound to the layers. */
export function isTest(file: SourceFile): boolean {
  return /\.test\.tsx?$/.test(file.path) || /(^|\/)testing\//.test(file.path)
}
