// What smee.io's server does with a webhook, from the same parts (fastify, cors, helmet, one EventEmitter): a POST to a
// channel goes to everybody who listens to that channel as server-sent events. Nothing is stored, nobody is asked who
// they are. Its own server is no package, so this one stands in for it. usage: node smee.js PORT
'use strict'
const { EventEmitter } = require('node:events')
const fastify = require('fastify')({ logger: true })
const bus = new EventEmitter()
bus.setMaxListeners(0)

async function main () {
  await fastify.register(require('@fastify/cors'))
  await fastify.register(require('@fastify/helmet'))
  const params = { type: 'object', properties: { channel: { type: 'string', pattern: '^[a-zA-Z0-9-_]+$' } } }
  fastify.get('/:channel', { schema: { params } }, (request, reply) => {
    const raw = reply.raw
    let number = 0
    const say = (event, payload) => raw.write(`id: ${number++}\n${event}data: ${JSON.stringify(payload)}\n\n`)
    const hear = payload => say('', payload)
    raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', Connection: 'keep-alive' })
    bus.on(request.params.channel, hear)
    raw.on('close', () => bus.removeListener(request.params.channel, hear))
    say('event: ready\n', {})
  })
  fastify.post('/:channel', { schema: { params, body: { type: 'object' } } }, async (request, reply) => {
    const { headers, body, query } = request
    bus.emit(request.params.channel, { ...headers, body, query, timestamp: Date.now() })
    return reply.status(200).send()
  })
  await fastify.listen({ port: Number(process.argv[2]), host: '127.0.0.1' })
}
main()
