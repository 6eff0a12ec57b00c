//! What the checks are called in Chinese, for reports that go to advertisers.

use super::rule::Check;

/// Codes and their titles.
const TITLES: &[(&str, &str)] = &[
    ("pdf-version", "PDF 版本过高"),
    ("damaged-file", "文件损坏"),
    ("file-id", "缺少文件标识"),
    ("encrypted", "文件已加密"),
    ("lzw-filter", "使用 LZW 压缩"),
    ("crypt-filter", "使用加密过滤器"),
    ("external-stream", "数据在外部文件中"),
    ("broken-stream", "数据流损坏"),
    ("object-stream", "使用对象流"),
    ("broken-content", "页面内容有误"),
    ("too-much", "文件过于复杂"),
    ("file-name", "文件名不合要求"),
    ("file-size", "文件过大"),
    ("xmp", "XMP 元数据有误"),
    ("xmp-filtered", "XMP 元数据被压缩"),
    ("pdfx-version", "PDF/X 标准不符"),
    ("xmp-keys", "XMP 缺少项目"),
    ("info-differs", "文档信息不一致"),
    ("trapped", "未说明是否已陷印"),
    ("info-keys", "文档信息缺少项目"),
    ("no-title", "缺少标题"),
    ("output-intent", "输出意图有误"),
    ("output-condition", "未注明印刷条件"),
    ("printing-condition", "印刷条件不符"),
    ("output-profile", "未嵌入输出特性文件"),
    ("profile-reference", "输出特性文件只是引用"),
    ("output-icc", "输出特性文件有误"),
    ("output-channels", "输出特性文件通道数有误"),
    ("output-not-cmyk", "输出意图不是 CMYK"),
    ("output-profiles-differ", "多个输出特性文件"),
    ("page-count", "页数不符"),
    ("trim-box", "成品框有误"),
    ("box-nesting", "页面框不相套"),
    ("page-tree", "页面树有误"),
    ("crop-box", "裁切框有误"),
    ("user-unit", "页面另有单位"),
    ("rotated", "页面旋转"),
    ("trim-size", "成品尺寸不符"),
    ("bleed", "出血不符"),
    ("unprintable-edge", "落在不可印边内"),
    ("empty-page", "空白页"),
    ("annotation", "版面上有注释"),
    ("separation-info", "页面已分色"),
    ("group-space", "透明混合空间不是 CMYK"),
    ("view-area", "显示区域有误"),
    ("page-mode", "页面模式不存在"),
    ("marks", "有印刷标记"),
    ("action", "含动作或脚本"),
    ("form-fields", "含表单"),
    ("layer-configs", "图层有多种配置"),
    ("layer-state", "图层自行切换"),
    ("layers", "含图层"),
    ("embedded-file", "含附件"),
    ("postscript", "含 PostScript"),
    ("opi", "图片为 OPI 替代"),
    ("reference-xobject", "引用外部内容"),
    ("alternate-image", "图片有替代图"),
    ("transparency", "含透明效果"),
    ("transfer-function", "含传递函数"),
    ("halftone-phase", "移动了网屏"),
    ("halftone", "自带网屏"),
    ("rendering-intent", "渲染意图不存在"),
    ("font-embedded", "字体未嵌入"),
    ("font-broken", "字体无法读取"),
    ("font-program", "字体程序类型不符"),
    ("font-descriptor", "字体描述不全"),
    ("glyph-widths", "字宽与字体不符"),
    ("notdef", "缺字"),
    ("font-licence", "字体不许嵌入"),
    ("courier", "使用 Courier 字体"),
    ("cid-map", "缺少 CID 映射"),
    ("character-map", "字符映射有误"),
    ("cid-system", "字符集合不符"),
    ("no-to-unicode", "文字无法检索"),
    ("font-subset", "字体未取子集"),
    ("rgb", "使用 RGB 颜色"),
    ("cie-colour", "使用 ICC 或 Lab 颜色"),
    ("intent-as-colour", "颜色空间与输出意图相同"),
    ("spot-colour", "专色过多"),
    ("spot-definition", "同名专色定义不一"),
    ("registration-colour", "使用套版色"),
    ("default-space", "重新定义了设备颜色"),
    ("mono-space", "黑白版不是灰度"),
    ("unknown-space", "颜色空间无法识别"),
    ("black-text-knocks-out", "黑字未叠印"),
    ("grey-text", "小字为灰度黑"),
    ("grey-overprints", "灰度叠印"),
    ("white-text-overprints", "白字叠印，将会消失"),
    ("rich-black-text", "文字为四色黑"),
    ("near-black-text", "文字近于黑而带色"),
    ("small-reversed-text", "反白字过小"),
    ("small-multi-ink-text", "多色字过小"),
    ("small-text", "文字过小"),
    ("weak-ground", "反白字的底色过浅"),
    ("trap", "彩字镂空，需要陷印"),
    ("black-rule-knocks-out", "黑线未叠印"),
    ("white-overprints", "白色叠印，将会消失"),
    ("grey-rule", "细线为灰度黑"),
    ("thin-rule", "线条过细"),
    ("thin-multi-ink-rule", "多色线过细"),
    ("thin-white-rule", "反白线过细"),
    ("least-dot", "网点过小"),
    ("most-dot", "网点过大"),
    ("image-ppi", "图片分辨率过低"),
    ("image-ppi-high", "图片分辨率过高"),
    ("bitmap-ppi", "线条稿分辨率过低"),
    ("raster-page", "整页是一张图片"),
    ("sixteen-bit", "图片为 16 位"),
    ("image-dictionary", "图片说明有误"),
    ("interpolate", "图片要求插值"),
    ("jpx", "图片为 JPEG 2000"),
    ("jbig2", "图片为 JBIG2"),
    ("ink-mean", "总墨量过高"),
    ("ink-peak", "局部墨量过高"),
    ("ink-unmeasured", "部分墨量未能测量"),
];

impl Check {
    /// Returns the title in Chinese; the code where there is none.
    pub fn chinese(self) -> &'static str {
        let found = TITLES.iter().find(|(name, _)| *name == self.name());
        found.map_or(self.name(), |(_, title)| title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{Language, sentence};

    #[test]
    fn titles_are_those_of_checks() {
        for (name, title) in TITLES {
            assert!(Check::from_name(name).is_some(), "{name}");
            assert!(!title.is_ascii(), "{name}");
        }
        for &check in Check::ALL {
            assert!(!check.chinese().is_empty());
            let page = format!("rules.{}", check.name());
            assert!(
                sentence(Language::Zh, &page).is_some(),
                "`{page}` is missing"
            );
        }
    }
}
