import type { Component } from 'svelte';
import Categories from './Categories.svelte';
import CityImport from './CityImport.svelte';
import Coverage from './Coverage.svelte';
import Exchange from './Exchange.svelte';
import ExposedPictures from './ExposedPictures.svelte';
import FeedbackList from './FeedbackList.svelte';
import Feeds from './Feeds.svelte';
import Frequencies from './Frequencies.svelte';
import GroupDays from './GroupDays.svelte';
import Groups from './Groups.svelte';
import Handheld from './Handheld.svelte';
import History from './History.svelte';
import Ladders from './Ladders.svelte';
import LookBacks from './LookBacks.svelte';
import People from './People.svelte';
import ReductionMeasures from './ReductionMeasures.svelte';
import Reports from './Reports.svelte';
import type { AdminTab } from './tabs.ts';
import WorkCalendar from './WorkCalendar.svelte';

/** What each page of the administration shows, one below the other. */
export const PAGES: Readonly<Record<AdminTab, readonly Component[]>> = {
  feeds: [Feeds],
  history: [History],
  city: [CityImport],
  coverage: [Coverage],
  categories: [Categories],
  ladders: [Ladders],
  groups: [Groups, GroupDays],
  people: [People],
  handheld: [Handheld],
  calendar: [WorkCalendar],
  lookback: [LookBacks],
  frequency: [Frequencies],
  measures: [ReductionMeasures],
  exchange: [Exchange],
  reports: [Reports],
  exposed: [ExposedPictures],
  feedback: [FeedbackList],
};
