//! How to read the page, and what a linter cannot judge: the same words in every report.

/// The two sections.
pub(super) const READING: &str = r#"<section><h2 id="reading">How to read this</h2>
<p>Somebody has read the initiative and written down, fact by fact, what it provides: that is the <em>description</em>. A program has
compared the description with a list of criteria. Each criterion comes to one of five verdicts:</p>
<dl class="terms">
<div><dt>violated</dt><dd>It provides what the criterion warns of, or says nothing where something must be said. In the second case the
finding says “not found”, and points to where the description says that this part was read in full.</dd></div>
<div><dt>partly met</dt><dd>Some of what is asked is there. The finding is one step less grave.</dd></div>
<div><dt>met</dt><dd>What is asked is there.</dd></div>
<div><dt>undetermined</dt><dd>The description does not say enough. This is an open question, and no pass.</dd></div>
<div><dt>not applicable</dt><dd>The criterion is about other initiatives.</dd></div>
</dl>
<p>One criterion can have several findings, one for each provision that falls short, so that there may be more findings than criteria
violated. “Description 12:5” is the fifth character of the twelfth line of the file with the description. Sources are cited by paragraph.
Where a finding rests on a figure that no source gives, such as how many hours are too few, it says so and names the figure. Past laws are named because they meet a criterion, as described; not as models in anything else.</p>
</section>
<section><h2 id="limits">What a linter cannot judge</h2>
<ul>
<li><b>Whether the description is right.</b> Everything here rests on one reading. Compare it with the text, or have somebody else do so.</li>
<li><b>How it will be applied.</b> Only words were looked at. A flawless text can be abused, and a flawed one used with care.</li>
<li><b>The law around it.</b> A constitution, another act or a court may provide what this text does not.</li>
<li><b>Whether the figures are right.</b> Deadlines and thresholds of this program are judgements, which users can change.</li>
<li><b>The weight of it all.</b> Findings are not points. Their number is no score, and two laws cannot be ranked by it.</li>
<li><b>Whether the aim is good.</b> The question is only how people are treated on the way to it.</li>
</ul>
<p>No finding means: none was found, by these criteria, in what the description says. It is no certificate.</p>
</section>
"#;
