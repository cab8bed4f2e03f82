// What smee.io's server does with a webhook, from the same parts (fastify with its log, swagger, cors, helmet, one
// EventEmitter, blocked channels, a ping every half minute): a POST to a channel goes to everybody who listens to that
// channel as server-sent events. Nothing is stored, nobody is asked who they are. Its own server is no package, so this
// one stands in for it. usage: node smee.js PORT
'use strict'
const { EventEmitter } = require('node:events')
const fastify = require('fastify')({ logger: true })
const bus = new EventEmitter()
const blocked = new Set((process.env.BLOCKED || '').split(','))
const listening = new Set()

async function main () {
  for (const part of ['swagger', 'swagger-ui', 'cors', 'helmet']) await fastify.register(require('@fastify/' + part))
  fastify.decorateReply('told', 0)
  fastify.decorateReply('say', function (payload, event) {
    const name = event ? `event: ${event}\n` : ''
    this.raw.write(`id: ${this.told++}\n${name}data: ${JSON.stringify(payload)}\n\n`)
  })
  const channel = { type: 'string', minLength: 1, maxLength: 128, pattern: '^[a-zA-Z0-9-_]+$' }
  const params = { type: 'object', properties: { channel } }
  const onRequest = (request, reply, done) => {
    if (blocked.has(request.params.channel)) return reply.status(403).send('blocked')
    done()
  }
  const pings = setTimeout(() => {
    for (const reply of listening) reply.say({}, 'ping')
    pings.refresh()
  }, 30000)
  fastify.get('/:channel', { onRequest, schema: { params } }, (request, reply) => {
    const hear = reply.say.bind(reply)
    listening.add(reply)
    const stream = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', Connection: 'keep-alive' }
    reply.raw.writeHead(200, stream)
    bus.on(request.params.channel, hear)
    reply.raw.on('close', () => {
      bus.removeListener(request.params.channel, hear)
      listening.delete(reply)
    })
    reply.say({}, 'ready')
  })
  fastify.post('/:channel', { onRequest, schema: { params, body: { type: 'object' } } }, async (request, reply) => {
    const { headers, body, query } = request
    await bus.emit(request.params.channel, { ...headers, body, query, timestamp: Date.now() })
    return reply.status(200).send()
  })
  await fastify.listen({ port: Number(process.argv[2]), host: '127.0.0.1' })
}
main()
