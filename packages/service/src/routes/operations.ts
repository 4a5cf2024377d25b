import type {Operation} from '@hubkit/contract';
import type {Handlers} from '../call.ts';
import {decideBatch} from '../operations.ts';

export const operations: Handlers<'operations.send'> = {
  'operations.send': (call) =>
    call.write(async () => {
      const {outcomes, changes} = await decideBatch(call.body.operations as Operation[], call);
      return {changes, answer: {body: {outcomes}}};
    }),
};
