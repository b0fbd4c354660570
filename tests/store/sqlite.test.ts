import { openTestStore } from '../support/stores.ts';
import { describeStoreContract } from './contract.ts';

describeStoreContract('sqlite', openTestStore);
