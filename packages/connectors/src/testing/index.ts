export { startApiServer } from './api-server.ts'
export { localhostCertificate, rsaCertificate } from './certificate.ts'
export { createFetchHttp } from './fetch-http.ts'
export { startGitHubServer, type GitHubServer } from './github-server.ts'
export { startGmailServer, type GmailMessage, type GmailServer } from './gmail-server.ts'
export { createMemoryFiles, type MemoryFiles } from './memory-files.ts'
export { listen, type Answer, type LoopbackServer, type Received } from './listen.ts'
export { createMemoryTables } from './memory-tables.ts'
export { readPages } from './read-pages.ts'
export { startMicrosoft365Server, type Microsoft365Server } from './microsoft365-server.ts'
export { createTestContext, lookUpAction, runAction, type TestContextOptions } from './run-action.ts'
export { startServiceNowServer, type ServiceNowServer } from './servicenow-server.ts'
export {
  startSlackServer,
  type SlackMessage,
  type SlackServer,
  type SlackServerOptions,
  type SlackUser,
} from './slack-server.ts'
export { startSmtpSink, type SinkMessage, type SmtpSink, type SmtpSinkOptions } from './smtp-sink.ts'
