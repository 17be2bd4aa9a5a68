import { defineConnector } from '@keyway/sdk'
import { deleteUrl } from './actions/delete.ts'
import { get } from './actions/get.ts'
import { post } from './actions/post.ts'
import { put } from './actions/put.ts'
import { request } from './actions/request.ts'
import { connection } from './connection.ts'

export const http = defineConnector({
  id: 'http',
  title: 'HTTP',
  description: 'Any HTTP API that has no connector of its own.',
  connection,
  actions: [get, post, put, deleteUrl, request],
})
